"""No page is heavier than a slow line bears: every kind, in both languages."""

import pytest
from django.test import Client

from tests.pages.accounts import ACCOUNTS, account
from tests.pages.examples import address, table
from tests.pages.test_matrix import OUR_ROUTES, is_api, needs_of
from tests.pages.weight import weigh
from wco_portal.access.permissions import PUBLIC
from wco_portal.access.roles import MATRIX
from wco_portal.directory.enums import RoleName as R

KB = 1000
PUBLIC_FIRST, WORK_FIRST, LIGHT, SECOND = 60 * KB, 45 * KB, 22 * KB, 12 * KB
# The editor brings its own script and styles to the pages where one writes together.
EDITOR = 95 * KB
ENCODINGS = {"accept-encoding": "gzip, deflate, br"}
# For developers, and whole: the documentation of the API, the gallery of components.
NOT_WEIGHED = {"api-docs", "styleguide"}


@pytest.fixture(scope="module")
def pages(has):
    """Give for every page somebody who may open it, and the address in both languages."""
    examples = table(has)
    found = []
    for route in OUR_ROUTES:
        if is_api(route) or "get" not in needs_of(route) or route.name in NOT_WEIGHED:
            continue
        role = _opener(needs_of(route)["get"])
        path = address(route, role or R.EDITOR, examples)
        found += [(route.name, role, path), (route.name, role, path.replace("/en/", "/fr/", 1))]
    return found


def _opener(need):
    if need == PUBLIC:
        return None
    return next(role for role in ACCOUNTS if role in MATRIX[need])


@pytest.fixture(scope="module")
def clients(has):
    found = {None: Client()}
    for role in ACCOUNTS:
        found[role] = Client()
        found[role].force_login(account(role))
    return found


def opened(pages, clients, **headers):
    """Open pages; leave out what leads elsewhere or is a file."""
    for name, role, path in pages:
        response = clients[role].get(path, headers=ENCODINGS | headers)
        if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
            yield name, role, path, weigh(response)


def is_light(weight, allowed):
    """Say whether a page is light already for who does not save data: then it is for who does."""
    fonts = sum(size for file, size in weight.files.items() if file.endswith("woff2"))
    return weight.first - fonts <= allowed


@pytest.mark.whole
def test_every_page_is_light_at_first_lighter_again_and_for_who_saves_data(db, pages, clients):
    heavy, kinds, saved = [], set(), 0

    for name, role, path, weight in opened(pages, clients):
        kinds.add(name)
        editor = EDITOR if "editor.js" in weight.files else 0
        allowed = (WORK_FIRST if role else PUBLIC_FIRST) + editor
        if weight.first > allowed:
            heavy.append(f"{path}: {weight.first} of {allowed} at first: {sorted(weight.files)}")
        if weight.second > SECOND:
            heavy.append(f"{path}: {weight.second} of {SECOND} the second time")
        if not is_light(weight, LIGHT + editor):
            saved += 1
            light = opened([(name, role, path)], clients, **{"save-data": "on"})
            heavy += [
                f"{path}: {each.first} of {LIGHT + editor} with Save-Data: {sorted(each.files)}"
                for *_, each in light
                if each.first > LIGHT + editor or any(file.endswith("woff2") for file in each.files)
            ]

    assert not heavy, "\n".join(heavy)
    assert len(kinds) > 60
    assert saved > 1
