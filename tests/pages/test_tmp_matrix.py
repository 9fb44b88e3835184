import pytest
from tests.pages import test_matrix as m
from tests.pages.test_matrix import *  # noqa
MINE = ("regional", "participation", "briefing", "paper", "release", "history", "consultation-re", "consultation-region", "receipt", "positions", "consultation-review", "work")
ROUTES = [r for r in m.OUR_ROUTES if any(w in (r.name or "") for w in MINE)]
for name in [n for n in list(globals()) if n.startswith("test_")]:
    del globals()[name]

def test_mine(db, examples, clients):
    wrong = []
    for route in ROUTES:
        for role in m.EVERYBODY:
            path = m.address(route, role, examples)
            client = clients[role][1 if m.is_api(route) else 0]
            for verb, need in m.needs_of(route).items():
                response = m.answer(client, verb, path)
                if not m.is_fine(response, route=route, verb=verb, role=role):
                    wrong.append(f"{role} {verb} {path} ({route.name}, {need}): {response.status_code} {response.content[-300:] if response.status_code>=500 else ''}")
    assert "\n".join(wrong) == ""
