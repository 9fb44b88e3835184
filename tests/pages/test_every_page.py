"""No dead link from anybody's start page; no form that what nobody means to send can break."""

from collections import Counter
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from lxml import html

from tests.pages import hostile
from tests.pages.accounts import ACCOUNTS, account
from tests.pages.crawl import forms, named, walk
from tests.whole import in_turn

# What a page holds for itself, and what is not the form's own to show again.
SILENT = {"csrfmiddlewaretoken", "once", "next"}


@pytest.fixture(scope="module")
def walks(demonstration, django_db_blocker):
    """Walk as everybody, once; in French as every second."""
    with django_db_blocker.unblock():
        found = {None: walk(None, "/en/", "/fr/")}
        for number, role in enumerate(ACCOUNTS):
            language = ("en", "fr")[number % 2]
            known = Counter(name for each in found.values() for name in each.met)
            starts = (f"/{language}/", f"/{language}/work/")
            found[role] = walk(account(role), *starts, known=known)
        return found


@pytest.mark.timeout(900)
@pytest.mark.parametrize("who", [None, *ACCOUNTS], ids=lambda who: who or "anybody")
def test_every_link_of_every_page_leads_somewhere(db, walks, who):
    assert "\n".join(walks[who].faults) == ""


def kinds(walks, method):
    """Return one form of each kind that anybody met, with who met it."""
    found = {}
    for who, each in walks.items():
        for kind, form in each.forms.items():
            if form.method == method and form.action.startswith(("/en/", "/fr/")):
                found.setdefault(kind, (who, form))
    return list(found.values())


@pytest.fixture(scope="module")
def browsers(demonstration):
    found = {None: Client(raise_request_exception=False)}
    for role in ACCOUNTS:
        found[role] = Client(raise_request_exception=False)
        found[role].force_login(account(role))
    return found


def post(browser, path, values):
    with transaction.atomic():
        body = urlencode(values, doseq=True, errors="surrogatepass")
        response = browser.generic("POST", path, body, "application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return response


def hostile_posts(form):
    """Yield what is sent: every kind of word in all fields at once, then in one after the other."""
    fields = [name for name in form.values if name not in SILENT]
    for word in (*hostile.IN_FORMS, "\ud800", ""):
        yield word, form.values | {name: [word] for name in fields}
    for place, name in enumerate(fields):
        word = hostile.IN_FORMS[place % len(hostile.IN_FORMS)]
        yield word, form.values | {name: [word]}
        yield "two", form.values | {name: ["1", "2"]}


def kept(form, response, word, sent):
    """Name the fields of the form shown again that lost what was typed."""
    shown = [
        each
        for each in forms(form.page, html.fromstring(response.content))
        if set(each.values) & form.typed
    ]
    lost = []
    for name in form.typed - SILENT:
        values = {value for each in shown for value in each.values.get(name, ())}
        typed = sent[name][0]
        if values and typed.strip() not in {value.strip() for value in values}:
            lost.append(name)
    return lost


@pytest.mark.timeout(900)
def test_forms_take_no_harm_and_keep_what_was_typed(db, walks, browsers):
    wrong, met = [], kinds(walks, "post")
    for place, (who, form) in enumerate(met):
        if named(form.action) in {"account_logout", "demo-enter"}:
            continue  # They end the session with which the others are tried.
        for word, sent in hostile.some(hostile_posts(form), place):
            response = post(browsers[who], form.action, sent)
            about = f"{form.action} {word[:12]!r}: {response.status_code}"
            if response.status_code not in {200, 302, 400, 403, 404, 409, 422}:
                wrong.append(about)
            is_typed = word in (hostile.LONG, hostile.MARKUP)
            if (
                is_typed
                and response.status_code == 422
                and (lost := kept(form, response, word, sent))
            ):
                wrong.append(f"{about}, lost {', '.join(sorted(lost))}")

    assert "\n".join(wrong) == ""
    assert len(met) > 40


@pytest.mark.timeout(900)
def test_questions_in_the_address_take_no_harm(db, walks, browsers):
    """Every form that asks, and `page` and a stranger's name on every page that it leads to."""
    wrong = []
    for who, form in in_turn(kinds(walks, "get"), 3):
        for place, name in enumerate([*form.values, "page", "no_such_name"]):
            for word in hostile.some(hostile.IN_QUERIES, place):
                response = browsers[who].get(form.action, {name: word})
                if response.status_code not in {200, 400, 404, 422}:
                    wrong.append(f"{form.action}?{name}={word[:12]!r}: {response.status_code}")

    assert "\n".join(wrong) == ""


PATHS = (
    "/en/plans/１/",
    "/en/plans/%EF%BC%91/",
    "/fr/themes/２０１９/",
    "/en/plans/2019-2022/versions/１/",
    "/en/plans/2019-2022/versions/99999999999999999999/",
    "/en/plans/2019-2022/versions/0/",
    "/en/plans/2019-2022/elements/１２３４５６７８９０/",
    "/en/handbook/why-communicate/editions/１/",
    "/en/handbook/why-communicate/editions/99999/",
    "/en/plans/%00/",
    "/en/plans/%ff/",
    "/en/plans/%ED%A0%80/",
    "/en/plans/2019-2022%0a/",
    "/en/members/sen%0a/",
    "/en/../../etc/passwd",
    "/en/plans/../work/",
    "/en/" + "a" * 5000 + "/",
    "/xx/plans/",
    "/en//plans/",
    "/static/../wco_portal/settings.py",
    "/static/%2e%2e/settings.py",
)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:40])
def test_strange_addresses_are_404(db, demonstration, path):
    response = Client(raise_request_exception=False).get(path)

    assert response.status_code == 404


@pytest.mark.parametrize("name", sorted(hostile.HEADERS))
def test_strange_headers_take_no_harm(db, demonstration, name):
    browser = Client(raise_request_exception=False)

    answers = {
        value[:30]: browser.get("/en/themes/", headers={name: value}).status_code
        for value in hostile.HEADERS[name]
    }

    assert {value: status for value, status in answers.items() if status not in {200, 304}} == {}


BROKEN = (
    ("--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x"),
    ("--x", "multipart/form-data"),
    ("a=%", "application/x-www-form-urlencoded"),
    ("a=%ff%fe", "application/x-www-form-urlencoded; charset=utf-16"),
    ("a=1&" * 3000, "application/x-www-form-urlencoded"),
    ("a=" + "x" * 3_000_000, "application/x-www-form-urlencoded"),
    ("{", "application/json"),
    ("", ""),
)


@pytest.mark.parametrize(("body", "content_type"), BROKEN, ids=range(len(BROKEN)))
def test_broken_bodies_are_refused(db, browsers, body, content_type):
    browser = browsers["editor"]

    with transaction.atomic():
        response = browser.generic("POST", "/en/plans/new/", body, content_type)
        transaction.set_rollback(True)

    assert response.status_code in {200, 400, 422}
