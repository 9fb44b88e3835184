"""Every route, every role, every verb against what the route declares that it needs.

A verb that a route does not take is refused before anybody asks who calls; that is tried once for
each route. A verb that it takes is tried as everybody: who holds the permission gets in, who does
not is refused. HEAD is GET without a body and is tried with three roles. In short, one of those
who hold the permission tries a verb, in turn, and one in 24 of those who do not; `make whole`:
all of them, and HEAD.

Who gets in is decided before a page is drawn, drawing takes most of the time, and the walk of
test_every_page draws for everybody: in short all pages are left blank; `make whole` draws each for
the first who gets in.
"""

import datetime as dt
from contextlib import contextmanager
from functools import cache
from unittest.mock import patch

import pytest
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver, reverse

from tests.pages.accounts import ACCOUNTS, account
from tests.pages.examples import address, table
from tests.whole import IS_WHOLE, in_turn
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.access.roles import MATRIX
from wco_portal.api.services import tokens
from wco_portal.directory.enums import RoleName as R

OURS = ("wco_portal.", "strategy.", "communications.", "conferences.")
ANYBODY = "anybody"
EVERYBODY = (ANYBODY, *ACCOUNTS)
FEW = (ANYBODY, R.EDITOR, R.DELEGATE)
HOLDERS = 1
# Of those who may not use a route, one in so many tries it in short.
REFUSED = 24
WRITES = ("post", "put", "patch", "delete", "options", "trace")

# The pages that come from elsewhere: for anybody, or for who has signed in.
SIGNED_IN = "signed in"
THEIRS = {
    "root": PUBLIC,
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_inactive": PUBLIC,
    "account_signup": PUBLIC,
    "account_email_verification_sent": PUBLIC,
    "account_confirm_email": PUBLIC,
    "account_confirm_login_code": PUBLIC,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "mfa_authenticate": PUBLIC,
    "mfa_login_webauthn": PUBLIC,
    "account_reauthenticate": SIGNED_IN,
    "account_email": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_edit_webauthn": SIGNED_IN,
}
THEIR_WORDS = {
    "account_confirm_email": {"key": "abc"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "abc"},
    "mfa_remove_webauthn": {"pk": 1},
    "mfa_edit_webauthn": {"pk": 1},
}
# Routes that may answer 404 to who may use them, and why.
MAY_BE_MISSING = {
    "own-delegation": "leads only those to a delegation who answer for a Member",
    "demo-enter": "no account is named",
}


def routes():
    def walk(nodes):
        for node in nodes:
            if isinstance(node, URLPattern):
                yield node
            else:
                yield from walk(node.url_patterns)

    return list(walk(get_resolver().url_patterns))


def is_ours(route):
    return getattr(route.callback, "__module__", "").startswith(OURS)


# What a page needs to be asked, or what keeps it short.
SINCE = {"since": 0}
QUERIES = {
    "/api/v1/search/": {"q": "douane"},
    "/en/search/": {"q": "Kampala"},
    "/en/members/": {"as_of": "1953-01-01"},
}


OUR_ROUTES = [route for route in routes() if is_ours(route) and route.name != "api-missing"]


def is_api(route):
    return hasattr(route.callback, "needs")


@cache
def needs_of(route):
    """Return what each verb that the route takes needs."""
    if is_api(route):
        return {verb: need for verb, need in route.callback.needs.items() if verb != "head"}
    return {verb: route.callback.permission for verb in ("get", "post") if takes(route, verb)}


@cache
def takes(route, verb):
    """Say whether a page takes a verb; the request is nobody's, so only the verb can count."""
    words = dict.fromkeys(route.pattern.converters, "x")
    try:
        return (
            route.callback(RequestFactory().generic(verb.upper(), "/"), **words).status_code != 405
        )
    except Exception:  # noqa: BLE001 -- it went on to look for the person or the thing
        return True


@pytest.fixture(scope="module")
def examples(has):
    return table(has)


@pytest.fixture(scope="module")
def clients(has):
    """Return for everybody a browser and a program, signed in."""
    found = {}
    for role in EVERYBODY:
        browser = Client(raise_request_exception=False, headers={"Accept": "text/html"})
        program = Client(raise_request_exception=False, headers={"Accept": "application/json"})
        if role != ANYBODY:
            browser.force_login(account(role))
            key = tokens.issue(account(role), lives=dt.timedelta(hours=1))
            program.defaults["HTTP_AUTHORIZATION"] = f"Token {key}"
        found[role] = (browser, program)
    return found


def answer(client, verb, path):
    """Answer a request and take back what it did."""
    if verb in {"get", "head"}:
        return getattr(client, verb)(path, SINCE if path.endswith("/steps/") else QUERIES.get(path))
    content = {"data": "{}", "content_type": "application/json"} if "/api/" in path else {}
    with transaction.atomic():
        response = getattr(client, verb)(path, **content)
        transaction.set_rollback(True)
    return response


DRAWN: set[tuple[str | None, str]] = set()


@contextmanager
def drawn_once(*what, is_refused):
    """Leave a page blank that has been drawn for somebody, or that says no; in short all."""
    if what in DRAWN or is_refused or not IS_WHOLE:
        with patch.object(Template, "render", return_value=""):
            yield
    else:
        yield


def leads_to_sign_in(response):
    return response.status_code == 302 and "/accounts/login/" in response.headers["Location"]


def is_fine(response, *, route, verb, role):
    """Say whether who may got in, and who may not was refused."""
    status, need = response.status_code, needs_of(route)[verb]
    if need != PUBLIC and role not in MATRIX[need]:
        return status in {401, 403, 404} or leads_to_sign_in(response)
    if status == 404:
        return route.name in MAY_BE_MISSING
    fine = {200, 201, 202, 204, 302} | (set() if verb == "get" else {409, 422, 428})
    return status in fine and not leads_to_sign_in(response)


def test_every_route_declares_what_it_needs():
    undeclared = [
        str(route.pattern)
        for route in routes()
        if is_ours(route)
        if getattr(route.callback, "permission", None) not in {PUBLIC, *Permission}
    ]
    theirs = {route.name for route in routes() if not is_ours(route)}

    assert undeclared == []
    assert theirs == set(THEIRS)


def test_every_route_has_an_example(examples):
    assert all(address(route, R.EDITOR, examples) for route in OUR_ROUTES)


def tries(role, need, place):
    """Say whether somebody's turn has come to try a verb at a route."""
    holders = EVERYBODY if need == PUBLIC else [each for each in EVERYBODY if each in MATRIX[need]]
    if IS_WHOLE:
        return True
    if role not in holders:
        return (EVERYBODY.index(role) - place) % REFUSED == 0
    return (holders.index(role) - place) % len(holders) < HOLDERS


@pytest.mark.timeout(600)
@pytest.mark.parametrize("role", EVERYBODY)
def test_who_may_gets_in_and_nobody_else(db, examples, clients, role):
    wrong = []
    for place, route in enumerate(OUR_ROUTES):
        client = clients[role][1 if is_api(route) else 0]
        for verb, need in needs_of(route).items():
            if not tries(role, need, place):
                continue
            path = address(route, role, examples)
            is_refused = need != PUBLIC and role not in MATRIX[need]
            with drawn_once(route.name, verb, is_refused=is_refused):
                response = answer(client, verb, path)
            if response.status_code == 200:
                DRAWN.add((route.name, verb))
            if not is_fine(response, route=route, verb=verb, role=role):
                wrong.append(f"{verb} {path} ({route.name}, {need}): {response.status_code}")

    assert "\n".join(wrong) == ""


@pytest.mark.whole
@pytest.mark.timeout(600)
@pytest.mark.parametrize("role", FEW)
def test_head_answers_as_get(db, examples, clients, role):
    wrong = []
    for route in OUR_ROUTES:
        if "get" not in needs_of(route):
            continue
        path = address(route, role, examples)
        with patch.object(Template, "render", return_value=""):
            response = answer(clients[role][1 if is_api(route) else 0], "head", path)
        if response.content or not is_fine(response, route=route, verb="get", role=role):
            wrong.append(f"{path} ({route.name}): {response.status_code}")

    assert "\n".join(wrong) == ""


def test_pages_refuse_other_verbs_before_they_ask_who_calls():
    wrong = [
        f"{verb} {route.name}"
        for route in OUR_ROUTES
        if not is_api(route)
        for verb in WRITES
        if verb not in needs_of(route) and takes(route, verb)
    ]

    assert wrong == []


@pytest.mark.parametrize("role", [ANYBODY, R.EDITOR])
def test_api_refuses_verbs_that_it_does_not_know(db, examples, clients, role):
    wrong, client = [], clients[role][1]
    refused = 401 if role == ANYBODY else 405
    for route in in_turn(filter(is_api, OUR_ROUTES), 3, EVERYBODY.index(role)):
        path = address(route, role, examples)
        for verb in sorted(set(WRITES) - set(needs_of(route)) - {"options", "trace"}):
            status = answer(client, verb, path).status_code
            if status != refused:
                wrong.append(f"{verb} {path}: {status}")

    assert "\n".join(wrong) == ""


@pytest.mark.parametrize("role", in_turn(EVERYBODY, 4))
def test_pages_from_elsewhere_ask_who_calls(db, clients, role):
    wrong, browser = [], clients[role][0]
    for route in routes():
        if is_ours(route):
            continue
        path = reverse(route.name, kwargs=THEIR_WORDS.get(route.name))
        response = answer(browser, "get", path)
        is_open = THEIRS[route.name] == PUBLIC or role != ANYBODY
        if response.status_code >= 500 or not (is_open or leads_to_sign_in(response)):
            wrong.append(f"{path}: {response.status_code} {response.headers.get('Location', '')}")

    assert "\n".join(wrong) == ""
