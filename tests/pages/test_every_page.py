"""No dead link from anybody's start page; and nobody gets in where the matrix of roles says no."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from tests.pages.crawl import walk
from wco_portal.access.permissions import PUBLIC
from wco_portal.access.roles import MATRIX
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Person

ACCOUNTS = {
    R.EDITOR: "editor",
    R.APPROVER: "approver",
    R.COMMUNICATIONS: "communications",
    R.REGISTRAR: "registrar",
    R.MANAGER: "manager",
    R.MODERATOR: "moderator",
    R.AUDITOR: "auditor",
    R.ADMINISTRATOR: "admin",
    R.COORDINATOR: "coordinator.wca",
    R.VICE_CHAIR: "vicechair.wca",
    R.FOCAL_POINT: "focal.sen",
    R.DELEGATE: "delegate.sen",
}
VERBS = ("get", "post", "head", "put", "patch", "delete", "options")
OURS = ("wco_portal.", "strategy.", "communications.", "conferences.")


def account(role):
    return Person.objects.get(email=f"{ACCOUNTS[role]}@demo.example")


@pytest.fixture(scope="module")
def walks(demonstration, django_db_blocker):
    """Walk as everybody, once; in French as every second."""
    with django_db_blocker.unblock():
        found = {None: walk(None, "/en/", "/fr/")}
        for number, role in enumerate(ACCOUNTS):
            language = ("en", "fr")[number % 2]
            found[role] = walk(account(role), f"/{language}/", f"/{language}/work/")
        return found


@pytest.mark.timeout(600)
@pytest.mark.parametrize("who", [None, *ACCOUNTS], ids=lambda who: who or "anybody")
def test_every_link_of_every_page_leads_somewhere(db, walks, who):
    assert "\n".join(walks[who].faults) == ""


def our_routes():
    def patterns(nodes):
        for node in nodes:
            if isinstance(node, URLPattern):
                yield node
            else:
                yield from patterns(node.url_patterns)

    return {
        node.name: node.callback
        for node in patterns(get_resolver().url_patterns)
        if getattr(node.callback, "__module__", "").startswith(OURS) and node.name
        if not getattr(node.callback, "cls", None)  # the API has a matrix of its own
    }


def samples(walks):
    """One address per page: as the walks met it, preferring who may open it."""
    found = {}
    for each in walks.values():
        for name, paths in each.met.items():
            found.setdefault(name, paths[0])
    return found


def answer(client, verb, path):
    with transaction.atomic():
        response = getattr(client, verb)(path)
        transaction.set_rollback(True)
    return response


def fault(response, *, verb, permission, role):
    """Say what is wrong with an answer, or nothing."""
    status = response.status_code
    if status >= 500:
        return status
    if permission == PUBLIC:
        return status if status == 403 or "login" in response.headers.get("Location", "") else None
    place, path = response.headers.get("Location", ""), response.request["PATH_INFO"]
    is_led_away = verb == "get" and place != path and bool(place) and path.startswith(place)
    refused = status in {403, 404, 405} or "login" in place or is_led_away
    if (role is None or role not in MATRIX[permission]) and not refused:
        return status if not (verb == "options" and status == 200) else None
    return None


@pytest.mark.timeout(900)
def test_nobody_gets_in_where_the_matrix_says_no(db, walks):
    known, wrong, cells, untried = samples(walks), [], 0, []
    clients = {None: Client(raise_request_exception=False)}
    for role in ACCOUNTS:
        clients[role] = Client(raise_request_exception=False)
        clients[role].force_login(account(role))
    for name, view in our_routes().items():
        if name not in known:
            untried.append(name)
            continue
        for role, client in clients.items():
            for verb in VERBS if role in {None, R.DELEGATE, R.EDITOR} else VERBS[:2]:
                response = answer(client, verb, known[name])
                cells += 1
                if fault(response, verb=verb, permission=view.permission, role=role):
                    wrong.append(
                        f"{role or 'anybody'} {verb} {known[name]}: {response.status_code}"
                    )
    assert "\n".join(wrong) == "", f"{cells} cells tried"
    # Acts whose form stands only in a state that the demonstration does not show are not tried.
    assert len(untried) <= len(our_routes()) // 2, sorted(untried)
