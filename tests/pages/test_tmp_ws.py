import pytest
from tests.pages.test_matrix import *  # noqa
from tests.pages.test_matrix import (
    OUR_ROUTES,
    address,
    answer,
    is_api,
    is_fine,
    needs_of,
    EVERYBODY,
    MATRIX,
    PUBLIC,
)

MINE = (
    "workshop",
    "agenda",
    "participant",
    "calendar",
    "api-workshop",
    "api-agenda",
    "api-participants",
    "api-calendar",
    "api-letters",
    "mail",
    "notification-settings",
    "api-preferences",
)
for n in list(globals()):
    if n.startswith("test_"):
        del globals()[n]


def test_mine(db, examples, clients):
    wrong = []
    for route in OUR_ROUTES:
        if not route.name.startswith(MINE):
            continue
        for role in EVERYBODY:
            path = address(route, role, examples)
            client = clients[role][1 if is_api(route) else 0]
            for verb in needs_of(route):
                response = answer(client, verb, path)
                if not is_fine(response, route=route, verb=verb, role=role):
                    wrong.append(f"{role} {verb} {path} ({route.name}): {response.status_code}")
    assert "\n".join(wrong) == ""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_draw(db, examples, clients, language):
    out = []
    for slug in ("2019-wca", "2019-wca-2"):
        for role in (EVERYBODY[0], "editor", "coordinator", "focal_point"):
            page = clients[role][0].get(f"/{language}/workshops/{slug}/")
            assert page.status_code == 200
            page = clients[role][0].get(f"/{language}/workshops/{slug}/participants/")
            if page.status_code == 200:
                open(f"/tmp/ws_{slug}_{role}_{language}.html", "w").write(page.content.decode())
    page = clients["editor"][0].get(f"/{language}/workshops/2019-wca/")
    open(f"/tmp/ws_workshop_{language}.html", "w").write(page.content.decode())
