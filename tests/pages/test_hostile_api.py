"""What nobody means to send to the API: always a problem with a code, never a defect."""

import datetime as dt
import json

import pytest
from django.db import transaction
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from tests.pages import hostile
from tests.pages.accounts import account
from tests.pages.examples import address, table
from tests.pages.test_matrix import OUR_ROUTES, is_api, needs_of
from tests.pages.things import things
from tests.whole import in_turn
from wco_portal.access.permissions import PUBLIC
from wco_portal.access.roles import MATRIX
from wco_portal.api.router import COLLECTIONS
from wco_portal.api.services import tokens
from wco_portal.directory.enums import RoleName as R

JSON = "application/json"
WRITES = [
    (route, verb, need)
    for route in OUR_ROUTES
    if is_api(route)
    for verb, need in needs_of(route).items()
    if verb != "get"
]
LISTS = [f"/api/v1/{name}/" for name in COLLECTIONS]


@pytest.fixture(scope="module")
def examples(demonstration):
    return table(things())


@pytest.fixture(scope="module")
def schema():
    return SchemaGenerator().get_schema(request=None, public=True)


@pytest.fixture(scope="module")
def programs(demonstration):
    """Return a program for every role."""
    return {
        role: Client(
            raise_request_exception=False,
            headers={
                "Authorization": "Token " + tokens.issue(account(role), lives=dt.timedelta(hours=1))
            },
        )
        for role in R
    }


def send(client, verb, path, body=b"", content_type=JSON, **headers):
    """Answer a request and take back what it did."""
    with transaction.atomic():
        response = client.generic(verb.upper(), path, body, content_type, headers=headers)
        transaction.set_rollback(True)
    return response


def is_problem(response):
    """Say whether a refusal is a problem with a stable code."""
    return (
        response.headers["Content-Type"] == "application/problem+json"
        and response.json()["status"] == response.status_code
        and response.json()["code"]
    )


def holder(need):
    """Return somebody who may, the same each time."""
    return next(role for role in R if role in MATRIX[need])


def tried(examples, programs):
    """Yield each write with a caller who may, at the example of the matrix."""
    for route, verb, need in WRITES:
        role = holder(need)
        yield programs[role], verb, address(route, role, examples)


@pytest.mark.timeout(600)
def test_broken_bodies_are_refused_by_every_write(db, examples, programs):
    wrong = []
    for place, (program, verb, path) in enumerate(tried(examples, programs)):
        for body, status in hostile.some(hostile.BODIES, place):
            response = send(program, verb, path, body)
            if response.status_code != status or not is_problem(response):
                wrong.append(f"{verb} {path} {body[:40]!r}: {response.status_code}, not {status}")

    assert "\n".join(wrong) == ""


def test_other_media_types_are_415(db, examples, programs):
    wrong = []
    for place, (program, verb, path) in enumerate(tried(examples, programs)):
        for media_type in hostile.some(hostile.MEDIA_TYPES, place):
            response = send(program, verb, path, b"title=x", media_type)
            if response.status_code != 415 or not is_problem(response):
                wrong.append(f"{verb} {path} {media_type}: {response.status_code}")

    assert "\n".join(wrong) == ""


def body_schemas(schema):
    """Return the schema of the body of each write, by verb and path."""
    parts = schema["components"]["schemas"]
    for path, verbs in schema["paths"].items():
        for verb, operation in verbs.items():
            content = operation.get("requestBody", {}).get("content", {})
            for described in content.values():
                name = described["schema"].get("$ref", "").rpartition("/")[2]
                yield (verb, path), parts.get(name, {})


@pytest.mark.timeout(600)
def test_wrong_values_are_refused_each_by_its_pointer(db, examples, programs, schema):
    """One wrong value at a time: the rest is missing, so that nothing can be done."""
    shapes, wrong = dict(body_schemas(schema)), []
    for place, (route, verb, need) in enumerate(WRITES):
        role = holder(need)
        path = address(route, role, examples)
        pattern = next(p for p in schema["paths"] if fits(p, path))
        values = hostile.wrong_values(shapes.get((verb, pattern), {}))
        for name, body in hostile.some(values, place):
            response = send(programs[role], verb, path, hostile.as_json(body))
            if response.status_code >= 500:
                wrong.append(f"{verb} {path} {json.dumps(body)[:80]}: {response.status_code}")
            elif response.status_code == 422:
                pointers = {line["pointer"] for line in response.json().get("errors", [])}
                if response.json()["code"] == "invalid" and not pointers:
                    wrong.append(f"{verb} {path} {name}: no pointer")

    assert "\n".join(wrong) == ""


def fits(pattern, path):
    """Say whether an address is one of a path of the schema."""
    parts, words = pattern.split("/"), path.split("/")
    return len(parts) == len(words) and all(
        part in ("{id}", word) for part, word in zip(parts, words, strict=True)
    )


@pytest.mark.timeout(600)
def test_wrong_words_in_the_address_of_a_list(db, programs, schema):
    wrong, auditor = [], programs[R.AUDITOR]
    for path in in_turn(LISTS, 3):
        operation = schema["paths"][path]["get"]
        names = [each["name"] for each in operation["parameters"] if each["in"] == "query"]
        for place, name in enumerate([*names, "no_such_name", "\x00"]):
            for value in hostile.some(hostile.IN_QUERIES, place):
                with transaction.atomic():
                    response = auditor.get(
                        path, {"q": "x", name: value} if "search" in path else {name: value}
                    )
                    transaction.set_rollback(True)
                if response.status_code not in {200, 400, 403, 404}:
                    wrong.append(f"{path}?{name}={value[:20]!r}: {response.status_code}")
                elif response.status_code != 200 and not is_problem(response):
                    wrong.append(f"{path}?{name}={value[:20]!r}: no problem")

    assert "\n".join(wrong) == ""


PATHS = ("１", "%00", "%ff", "%ED%A0%80", "a" * 61, "a" * 5000, "..", "%2e%2e", "1%0a", "A B", "-")


def test_wrong_words_in_the_path_are_404(db, programs):
    wrong = [
        f"{path}{word}/: {response.status_code}"
        for path in LISTS
        for word in PATHS
        for response in [send(programs[R.AUDITOR], "get", f"{path}{word}/")]
        if response.status_code not in {404, 403} or not is_problem(response)
    ]

    assert "\n".join(wrong) == ""


def test_strange_headers_are_refused_or_ignored(db, examples, programs):
    wrong = []
    calls = (
        (None, "get", "/api/v1/members/sen/"),
        (R.EDITOR, "get", "/api/v1/plans/"),
        (R.EDITOR, "post", "/api/v1/plans/2019-2022/consult/"),
        (R.EDITOR, "patch", address_of("api-elements-detail", examples)),
    )
    for role, verb, path in calls:
        client = programs[role] if role else Client(raise_request_exception=False)
        for name, values in hostile.HEADERS.items():
            for value in values:
                response = send(client, verb, path, b"{}", **{name: value})
                if response.status_code >= 500:
                    wrong.append(f"{verb} {path} {name}: {value[:30]!r}: {response.status_code}")

    assert "\n".join(wrong) == ""


def address_of(name, examples):
    route = next(route for route in OUR_ROUTES if route.name == name)
    return address(route, R.EDITOR, examples)


def test_change_needs_the_version_that_was_read(db, examples, programs):
    """For every PATCH: 428 without If-Match, 412 with an old one, before anything is done."""
    wrong = []
    for route, verb, need in WRITES:
        if verb != "patch":
            continue
        role = holder(need)
        path = address(route, role, examples)
        body = hostile.as_json(BODY_OF[route.name])
        asked = [
            send(programs[role], verb, path, body),
            send(programs[role], verb, path, body, **{"If-Match": '"0.old"'}),
        ]
        if [each.status_code for each in asked] != [428, 412]:
            wrong.append(f"{path}: {[each.status_code for each in asked]}")

    assert wrong == []


BOTH = {"en": "A word", "fr": "Un mot"}
BODY_OF = {
    "api-consultations-detail": {"title": BOTH},
    "api-elements-detail": {"title": BOTH},
    "api-dispositions-detail": {"answer": "accepted", "reason": BOTH},
    "api-indicators-detail": {
        "name": BOTH,
        "unit": BOTH,
        "baseline": 1,
        "baseline_on": "2016-07-01",
        "target": 2,
        "target_on": "2019-06-30",
    },
    "api-deliverables-detail": {"title": BOTH},
    "api-scan-findings-detail": {
        "year": 2018,
        "aspect": "social",
        "title": BOTH,
        "finding": BOTH,
    },
    "api-positions-detail": {"ranking": {}},
    "api-contributions-detail": {"words": "A word"},
    "api-syntheses-detail": {"text": BOTH},
    "api-workshops-detail": {"title": BOTH},
    "api-agenda-items-detail": {"title": BOTH},
    "api-participants-detail": {"name": "A word"},
    "api-messages-detail": {"title": BOTH, "audiences": []},
    "api-practices-detail": {"language": "en", "title": "A word"},
}


def test_public_reads_need_no_permission_and_private_ones_are_404_to_anybody(db, examples):
    anybody, wrong = Client(raise_request_exception=False), []
    for route in OUR_ROUTES:
        if not is_api(route) or "get" not in needs_of(route):
            continue
        response = send(anybody, "get", address(route, None, examples) + "?q=x")
        expected = {200, 400} if needs_of(route)["get"] == PUBLIC else {404}
        if response.status_code not in expected:
            wrong.append(f"{route.name}: {response.status_code}")

    assert wrong == []
