import datetime as dt

import pytest
from django.utils import translation

from conferences.services import registrations
from strategy.models import Plan, RegionWindow
from strategy.services import measurements, positions, releases
from tests.factories import consultations as asking
from tests.factories import indicators as measuring
from tests.factories import person
from tests.factories.conferences import edition, nominate
from tests.factories.paper_answers import entered, released_by_head
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member, Region
from wco_portal.home.selectors.work import conferences, members, strategy
from wco_portal.publishing.models import Text

pytestmark = pytest.mark.django_db


def test_an_invitation_waits_for_the_focal_point_until_its_places_are_used():
    conference = edition(quota=1)
    focal = person(R.FOCAL_POINT, member="sen")
    address = conference.delegations.get(member__code="sen").get_absolute_url()

    assert [each.address for each in conferences.to_answer(focal)] == [address]
    nominate(conference, "sen", by=focal)

    assert list(conferences.to_answer(focal)) == []


def test_a_nomination_waits_for_the_registrar_and_when_returned_for_the_member():
    conference = edition()
    focal, registrar = person(R.FOCAL_POINT, member="sen"), person(R.REGISTRAR)
    (one,) = nominate(conference, "sen", by=focal)
    assert [each.title[:1] for each in conferences.to_review(registrar)] == ["1"]

    registrations.return_for_changes(one, remark="Which function?", by=registrar)

    assert list(conferences.to_review(registrar)) == []
    assert [each.address for each in conferences.to_correct(focal)] == [one.get_absolute_url()]


def test_what_waits_for_head_and_approver_is_due_when_the_region_closes():
    made, editor = asking.consultation(), person(R.EDITOR)
    until = asking.CLOSES + dt.timedelta(days=9)
    head, focal = released_by_head(), person(R.FOCAL_POINT, member="sen")
    RegionWindow.objects.create(
        consultation=made,
        region=Region.objects.get(code="wca"),
        opens_at=asking.OPENS,
        closes_at=until,
    )
    saved = positions.save(
        made,
        member=Member.objects.get(code="sen"),
        ranking=asking.ranking(made, "1234"),
        comment="",
        version=0,
        by=focal,
    )
    releases.pass_on(made, member=saved.member, version=saved.version, by=focal)
    entered(made, "cmr", by=editor)
    entered(made, "fra", by=editor)

    assert [each.due_at for each in members.to_release(head)] == [until]
    due = [each.due_at for each in members.to_confirm(person(R.APPROVER))]
    assert sorted(due) == [asking.CLOSES, until]


def test_a_due_figure_waits_for_the_editor_and_when_sent_for_the_approver():
    editor, approver = person(R.EDITOR), person(R.APPROVER)
    made = measuring.indicator(editor)
    due = list(made.periods.filter(ends_on__lte="2019-03-27").order_by("ends_on"))
    (task,) = strategy.to_measure(editor)
    assert (task.title[:2], task.due_at) == (f"{len(due)} ", clock.end_of(due[0].due_on))
    assert list(strategy.to_measure(approver)) == []

    entered = measurements.enter(due[0], measuring.figure(60), by=editor)
    measurements.submit(entered, by=editor)

    assert [each.title[:2] for each in strategy.to_measure(approver)] == ["1 "]
    assert [each.title[:2] for each in strategy.to_measure(editor)] == [f"{len(due) - 1} "]


@pytest.mark.parametrize(
    ("stale", "gaps", "said"),
    [
        (0, 0, "Les deux langues sont à jour."),
        (2, 0, "2 blocs à retraduire"),
        (0, 1, "1 bloc de structure différente"),
        (1, 2, "1 bloc à retraduire\u202f; 2 blocs de structure différente"),
    ],
)
def test_only_what_is_missing_is_said_of_a_text(monkeypatch, stale, gaps, said):
    found = strategy.publishing.documents
    monkeypatch.setattr(found, "stale", lambda _text: [("a", "en")] * stale)
    monkeypatch.setattr(found, "structure_gaps", lambda _text: [None] * gaps)

    with translation.override("fr"):
        assert strategy._missing_words(Plan(text=Text())) == said
