import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from strategy.enums.plans import ElementKind, Verdict
from strategy.models import Plan, PlanReview, ReviewFinding
from strategy.services import amendment_additions, amendments, reviews
from tests.factories.amendments import EFFECT, NEW, council
from tests.factories.people import person
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db

PERIOD = {"starts_on": dt.date(2017, 7, 1), "ends_on": dt.date(2018, 6, 30)}


def in_force():
    return Plan.objects.get(slug="2016-2019")


def opened(by):
    return reviews.start(in_force(), **PERIOD, by=by)


def lay(amendment, *, by):
    return amendments.submit(amendment, meeting=council(), effective_on=EFFECT, by=by)


def found(review, element, verdict, by):
    return reviews.find(
        review, element=element, verdict=verdict, finding_en="Seen.", finding_fr="", by=by
    )


def test_closing_a_review_makes_one_amendment_of_what_changes_or_goes():
    editor = person(R.EDITOR)
    review = opened(editor)
    verdicts = [Verdict.CHANGE, Verdict.DROP, *[Verdict.KEEP] * 5]
    for element, verdict in zip(in_force().elements.steering().in_order(), verdicts, strict=True):
        found(review, element, verdict, editor)

    amendment = reviews.close(review, summary_en="Done.", summary_fr="Fait.", by=editor)

    assert (amendment.number, amendment.plan.slug) == (1, "2016-2019")
    with pytest.raises(DomainError) as no:
        reviews.close(review, summary_en="Again.", summary_fr="", by=editor)
    assert no.value.code == "review_closed"


def test_a_review_that_keeps_all_makes_no_amendment():
    editor = person(R.EDITOR)
    review = opened(editor)
    for element in in_force().elements.steering():
        found(review, element, Verdict.KEEP, editor)

    assert reviews.close(review, summary_en="Fine.", summary_fr="", by=editor) is None


def test_a_review_that_keeps_all_may_call_for_new_parts():
    editor = person(R.EDITOR)
    review = opened(editor)
    for element in in_force().elements.steering():
        found(review, element, Verdict.KEEP, editor)

    made = reviews.close(review, summary_en="Fine.", summary_fr="", adds_parts=True, by=editor)

    assert made.findings() == []
    with pytest.raises(DomainError, match="add a part") as no:
        lay(made, by=editor)
    assert no.value.code == "nothing_to_change"
    under = in_force().elements.get(number="5")
    amendment_additions.add(made, under=under, kind=ElementKind.OBJECTIVE, words=NEW, by=editor)
    assert lay(made, by=editor).amendment.state == "submitted"


def test_every_objective_needs_its_finding():
    editor = person(R.EDITOR)
    review = opened(editor)
    found(review, in_force().elements.get(number="1"), Verdict.KEEP, editor)

    with pytest.raises(DomainError, match="2, 3, 4, 5, 6, 7"):
        reviews.close(review, summary_en="Done.", summary_fr="", by=editor)


def test_a_priority_has_no_finding():
    editor = person(R.EDITOR)

    with pytest.raises(DomainError) as no:
        found(opened(editor), in_force().elements.get(number="P1"), Verdict.KEEP, editor)

    assert no.value.code == "not_steering"


def test_a_draft_is_not_reviewed_and_a_period_is_over():
    editor = person(R.EDITOR)

    with pytest.raises(PermissionDenied, match="in force"):
        reviews.start(Plan.objects.get(slug="2019-2022"), **PERIOD, by=editor)
    with pytest.raises(ValidationError):
        reviews.start(
            in_force(), starts_on=dt.date(2018, 7, 1), ends_on=dt.date(2019, 6, 30), by=editor
        )
    with pytest.raises(PermissionDenied, match="editor"):
        opened(person(R.APPROVER))


def test_one_review_is_open_at_a_time_and_a_finding_says_why():
    review = opened(person(R.EDITOR))

    with pytest.raises(ValidationError, match="open already"):
        opened(person(R.EDITOR))
    with pytest.raises(IntegrityError, match="says_why"), transaction.atomic():
        ReviewFinding.objects.create(
            review=review, element=in_force().elements.first(), verdict=Verdict.KEEP
        )
    with pytest.raises(IntegrityError, match="ends_after"), transaction.atomic():
        PlanReview.objects.filter(pk=review.pk).update(ends_on=dt.date(2017, 1, 1))
