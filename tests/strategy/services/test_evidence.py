import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from strategy.models import Evidence
from strategy.selectors import evidence as reading
from strategy.services import evidence
from strategy.services.evidence import Named
from tests.factories.people import person
from tests.factories.strategy import draft
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db


@pytest.fixture
def element():
    return draft().elements.get(number="SO1")


def named(**differing):
    words = {"title": "A report", "publisher": "OECD", "dated_on": dt.date(2018, 5, 1)}
    return Named(**words | {"address": "https://example.org/report"} | differing)


def test_a_document_is_named_once_and_taken_back(element):
    editor = person(R.EDITOR)
    made = evidence.add(element, named(shows={"en": "Why", "fr": "Pourquoi"}), by=editor)

    with pytest.raises(ValidationError, match="already"):
        evidence.add(element, named(), by=editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(
            element=element, address=made.address, dated_on=made.dated_on, added_by=editor
        )
    evidence.remove(made, by=editor)

    assert not element.evidence.exists()
    types = Event.objects.filter(type__startswith="strategy.evidence.").order_by("pk")
    assert list(types.values_list("type", flat=True)) == [
        "strategy.evidence.added",
        "strategy.evidence.removed",
    ]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//example.org", "ftp://a.org/b", "no"])
def test_only_an_address_on_the_web_is_taken(element, address):
    with pytest.raises(ValidationError):
        evidence.add(element, named(address=address), by=person(R.EDITOR))


def test_a_document_from_the_future_is_refused(element):
    with pytest.raises(DomainError, match="future"):
        evidence.add(element, named(dated_on=dt.date(2031, 1, 1)), by=person(R.EDITOR))


def test_what_is_internal_is_for_the_secretariat(element):
    evidence.add(element, named(is_internal=True), by=person(R.EDITOR))

    assert not reading.of_element(element, actor=AnonymousUser()).exists()
    assert not reading.everything(AnonymousUser()).exists()
    assert reading.of_element(element, actor=person(R.EDITOR)).count() == 1


def test_the_evidence_of_a_plan_that_is_over_stays(element):
    editor = person(R.EDITOR)
    made = evidence.add(element, named(), by=editor)
    element.plan.state = made.element.plan.state = "superseded"

    for act in (
        lambda: evidence.add(element, named(address="https://example.org/2"), by=editor),
        lambda: evidence.remove(made, by=editor),
    ):
        with pytest.raises(Denied, match="over"):
            act()
    with pytest.raises(Denied):
        evidence.add(element, named(), by=person(R.APPROVER))
