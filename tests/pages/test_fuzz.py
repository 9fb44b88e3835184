"""The API against its own schema: no defect, and every answer as the schema describes it.

schemathesis invents the requests, good and bad; the things in them are often those of the
demonstration, so that a request reaches the act behind it. `make whole` runs it, with a fixed seed;
`make fuzz` tries as many examples as `FUZZ_EXAMPLES` says.
"""

import datetime as dt
import os
import random

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.pages.accounts import ACCOUNTS, account
from tests.pages.examples import address, table
from tests.pages.test_matrix import ANYBODY, EVERYBODY, OUR_ROUTES
from tests.pages.things import CONFERENCE, ROUND
from wco_portal.access.permissions import PUBLIC
from wco_portal.access.roles import MATRIX
from wco_portal.api.services import tokens
from wco_portal.wsgi import application

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# But for `make fuzz` so many others try each operation, in turn; every third operation gets what is
# against its schema.
OTHERS, SPOILED = 1, 3


@pytest.fixture(scope="module")
def keys(has):
    """Give everybody a token."""
    lives = dt.timedelta(hours=8)
    return {role: tokens.issue(account(role), lives=lives) for role in ACCOUNTS}


@pytest.fixture(scope="module")
def operations(has):
    """Read the schema from the application, as a program would."""
    # Between requests the server closes connections: here that would end the module's transaction.
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    try:
        schema = schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", application)
        yield [found.ok() for found in schema.get_all_operations()]
    finally:
        for signal in (signals.request_started, signals.request_finished):
            signal.connect(close_old_connections)


def words_of(has):
    """Return, by the name of a value in a body, what stands for a thing that is there."""
    return {
        "plan": ["2019-2022", "2016-2019"],
        "element": [has.element.public_id],
        "section": [has.element.public_id],
        "meeting": ["council-2019-06", "policy-commission-2018-12"],
        "member": ["sen", "jpn"],
        "host": ["sen"],
        "vice_chair": ["sen"],
        "region": ["wca", "eur"],
        "theme": [2019],
        "consultation": [ROUND],
        "workshop": ["2019-wca-2", "2019-esa"],
        "zone": ["Africa/Dakar", "UTC"],
        "space": ["channels-and-tools"],
        "audiences": [[each.slug for each in has.message.audiences.all()]],
        "practice": [has.practice.slug],
        "proof": [has.draft_message.proofs.earliest("pk").public_id],
        "post": [has.post.public_id],
        "registrations": [[has.registration.public_id]],
        "origin": [has.link.origin.public_id],
        "origin_kind": [has.link.origin.kind],
        "target": [has.link.target.public_id],
        "target_kind": [has.link.target.kind],
        "base_version": [0, 1, 2],
    }


QUERY_WORDS = {"conference__slug": CONFERENCE, "plan__slug": "2019-2022", "member__code": "sen"}


def enrich(value, words, dice):
    """Put things that are there into a body, more often than not."""
    if isinstance(value, dict):
        return {
            name: dice.choice(words[name])
            if name in words and dice.random() < 0.75
            else enrich(inner, words, dice)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [enrich(inner, words, dice) for inner in value]
    return value


def route_of(operation):
    """Return the route of an operation, to find its example and what it needs."""
    path = operation.path.removeprefix("/")
    for route in OUR_ROUTES:
        takes = getattr(route.callback, "needs", {})
        if operation.method.lower() in takes and ROUTE_PATHS[route.name] == path:
            return route
    raise LookupError(operation.label)


def _paths():
    from django.urls import get_resolver  # noqa: PLC0415 -- needs the settings

    found = {}
    for name, (variants, *_rest) in (
        (name, entries)
        for name, entries in get_resolver().reverse_dict.items()
        if isinstance(name, str)
    ):
        for template, names in variants:
            found[name] = template % {each: f"{{{each}}}" for each in names}
    return found


ROUTE_PATHS = _paths()


class Fuzz:
    """Sends what was invented, as somebody, and takes back what it did."""

    def __init__(self, has, keys):
        self.examples, self.words, self.keys = table(has), words_of(has), keys
        self.faults, self.sent, self.dice = {}, 0, random.Random(SEED)

    def send(self, case, role):
        """Send a case as a role; remember what is wrong with the answer."""
        headers = {"Authorization": f"Token {self.keys[role]}"} if role != ANYBODY else {}
        with transaction.atomic():
            response = case.call(headers=headers)
            transaction.set_rollback(True)
        self.sent += 1
        try:
            case.validate_response(response, checks=CHECKS)
        except Exception as refused:  # noqa: BLE001 -- collected, and told at the end
            for fault in getattr(refused, "exceptions", [refused]):
                about = (case.operation.label, type(fault).__name__)
                told = f"{role} {case.query} {str(case.body)[:300]} -> {response.text[:300]}"
                self.faults.setdefault(about, f"{str(fault)[:500]}\n{told}")

    def try_operation(self, operation, mode, examples, callers):
        """Invent examples of a request and send each as these callers."""
        route = route_of(operation)
        is_single = "{id}" in operation.path

        def one(case):
            body = enrich(case.body, self.words, self.dice)
            for role in callers:
                if is_single and (not EXAMPLES or self.dice.random() < 0.8):
                    word = address(route, role, self.examples).split("/")[4]
                    case.path_parameters = {"id": word}
                if isinstance(case.body, dict):
                    case.body = body
                self.send(case, role)

        strategy = operation.as_strategy(mode, path_parameters={"id": "x"} if is_single else None)
        tried = settings(
            max_examples=examples,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        try:
            seed(SEED)(tried(given(strategy)(one)))()
        except Unsatisfiable:
            assert mode == GenerationMode.NEGATIVE  # There is nothing in it that could be wrong.


def holders_of(operation):
    """Return who may, and for what anybody may, everybody."""
    need = route_of(operation).callback.needs[operation.method.lower()]
    return EVERYBODY if need == PUBLIC else [role for role in ACCOUNTS if role in MATRIX[need]]


def callers_of(operation, place):
    """Return who may, the others whose turn it is, and anybody."""
    holders = holders_of(operation)
    turn = [EVERYBODY[(place * OTHERS + step) % len(EVERYBODY)] for step in range(OTHERS)]
    return list(dict.fromkeys([holders[place % len(holders)], *turn, ANYBODY]))


@pytest.mark.whole
@pytest.mark.timeout(0 if EXAMPLES else 600)
def test_answers_are_as_the_schema_says(db, has, keys, operations):
    """Who may do it sends requests of each operation, good and bad; so do others, and anybody."""
    fuzz = Fuzz(has, keys)
    for place, operation in enumerate(operations):
        callers = EVERYBODY if EXAMPLES else callers_of(operation, place)
        fuzz.try_operation(operation, GenerationMode.POSITIVE, EXAMPLES or 1, callers)
        if not EXAMPLES and place % SPOILED:
            continue
        few = EVERYBODY if EXAMPLES else callers[:1]
        fuzz.try_operation(operation, GenerationMode.NEGATIVE, EXAMPLES or 1, few)

    told = "\n\n".join(f"{label} {fault}: {why}" for (label, fault), why in fuzz.faults.items())
    assert told == "", f"{fuzz.sent} requests were sent"
    assert fuzz.sent > len(operations) * OTHERS
