"""Rounds at workshops: who is asked, when, and what is counted."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from strategy import selectors, services
from strategy.models import Consultation
from strategy.notices.consultations import everybody_told
from tests.factories import person
from tests.factories.consultations import CLOSES, answer, close, draft, ranking
from tests.factories.workshops import STARTS, workshop
from tests.factories.workshops import draft as planned
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member, Region

pytestmark = pytest.mark.django_db
OPENS = dt.datetime(2019, 3, 20, 9, tzinfo=dt.UTC)


def asked(slug="at-the-workshop", **values):
    """Announce a round at a workshop of West and Central Africa that is open today."""
    editor = person(R.EDITOR)
    given = {"workshop": workshop(by=editor), "opens_at": OPENS, "closes_at": CLOSES} | values
    made = services.consultations.announce(draft(slug, by=editor, **given), by=editor)
    services.consultations.open_due(OPENS)
    return Consultation.objects.phased().get(pk=made.pk)


def test_only_the_region_is_asked_and_counted():
    made, sen, fra = asked(), Member.objects.get(code="sen"), Member.objects.get(code="fra")
    answer(made, sen, "1234")
    by = person(R.FOCAL_POINT, member="fra")

    with pytest.raises(Denied):
        services.positions.save(
            made, member=fra, ranking=ranking(made, "1234"), comment="", version=0, by=by
        )
    with pytest.raises(DomainError) as no:
        services.positions.send(made, member=fra, version=0, by=by)

    (turnout,) = selectors.turnout.by_region(made)
    assert (turnout.region.code, turnout.answered, turnout.members) == ("wca", 1, 23)
    assert [each.region.code for each in made.syntheses.select_related("region")] == ["wca"]
    assert made not in selectors.consultations.open_for(fra.region, by)
    assert made in selectors.consultations.open_for(sen.region, by)
    assert {role.member.region_id for role in selectors.turnout.focal_points(made)} <= {
        sen.region_id
    }
    assert no.value.code == "not_asked"
    assert not made.positions.filter(member=fra).exists()


def test_result_board_briefing_and_participation_count_that_region_only():
    made, editor = asked(), person(R.EDITOR)
    for code in ("sen", "cmr", "gin"):
        answer(made, Member.objects.get(code=code), "2134")
    made = services.consultations.publish(close(made), by=editor)
    made = selectors.consultations.by_slug(made.slug, editor)

    outcome = selectors.results.of(made)
    board = selectors.dashboards.of(made, editor)
    occasion = selectors.participation.over_time(editor).occasions[-1]
    briefed = [
        [each.slug for each in selectors.briefing_book.read(region, None, editor).asked]
        for region in Region.objects.filter(code__in=["wca", "eur"]).order_by("code")
    ]

    assert (outcome.overall.answered, outcome.overall.members) == (3, 23)
    assert outcome.sentence.startswith("At the workshop, Members of")
    assert [part.turnout.region.code for part in board.parts] == ["wca"]
    assert [cell and cell.taking for cell in occasion.cells].count(None) == 5
    assert briefed == [[], [made.slug]]


def test_window_is_the_workshops_and_goes_along_until_it_opens():
    editor = person(R.EDITOR)
    held = planned(by=editor)
    made = draft(by=editor, workshop=held, opens_at=STARTS, closes_at=held.ends_at)

    with pytest.raises(DomainError) as unknown:
        services.consultations.announce(made, by=editor)
    held = services.workshops.announce(held, by=editor)
    services.consultations.announce(made, by=editor)
    later = STARTS + dt.timedelta(days=1)
    services.workshops.change(held, version=held.version, by=editor, starts_at=later)

    made.refresh_from_db()
    assert unknown.value.code == "workshop_not_announced"
    assert (made.opens_at, made.closes_at) == (later, held.ends_at)
    assert Event.objects.get(type="strategy.consultation.moved").target == made.public_id


def test_regions_have_no_windows_at_a_workshop_and_a_copy_may_ask_all():
    made, editor = asked(), person(R.EDITOR)
    region = Region.objects.get(code="wca")
    close(made)

    with pytest.raises(DomainError) as no:
        services.windows.reopen(made, region=region, closes_at=CLOSES, reason="Storm.", by=editor)
    again = services.consultations.copy(made, by=editor, opens_at=OPENS, closes_at=CLOSES)
    survey = services.consultations.copy(
        made, by=editor, opens_at=OPENS, closes_at=CLOSES, workshop=None
    )

    assert no.value.code == "one_region"
    assert (again.workshop, survey.workshop) == (made.workshop, None)
    assert survey.zone == "Europe/Brussels"


def test_cancelled_workshop_withdraws_its_open_round_and_tells_who_was_asked():
    made, editor, sen = asked(), person(R.EDITOR), Member.objects.get(code="sen")
    receipt = answer(made, sen, "1234")
    services.workshops.cancel(made.workshop, reason="The host cannot.", by=editor)

    made = selectors.consultations.for_region(made.slug, sen.region, editor)
    with pytest.raises(DomainError) as no:
        answer(made, sen, "4321")
    event = Event.objects.get(type="strategy.consultation.withdrawn")
    (turn,) = selectors.consultations.turns(made)

    assert (made.state, made.phase, made.is_open) == ("withdrawn", "withdrawn", False)
    assert (turn.what, turn.reason) == ("withdrawn", "The host cannot.")
    assert no.value.code == "withdrawn"
    assert made.positions.get().sent == receipt
    assert not selectors.consultations.open_for(sen.region, editor)
    told = {each.person for each in everybody_told(event)}
    assert told == {role.person for role in selectors.turnout.focal_points(made)}
    assert told


def test_draft_and_closed_rounds_outlive_a_cancelled_workshop():
    editor = person(R.EDITOR)
    held = workshop(by=editor)
    over = close(asked(workshop=held))
    drafted = draft("later", by=editor, workshop=held, opens_at=OPENS, closes_at=CLOSES)
    services.workshops.cancel(held, reason="The host cannot.", by=editor)

    over.refresh_from_db()
    drafted.refresh_from_db()
    assert (over.state, drafted.state) == ("closed", "draft")


def test_nobody_is_told_that_a_round_is_withdrawn_before_it_opened():
    editor, later = person(R.EDITOR), OPENS + dt.timedelta(days=30)
    person(R.FOCAL_POINT, member="sen")
    made = services.consultations.announce(draft(by=editor, opens_at=later), by=editor)
    services.consultations.withdraw(made, reason="Asked too early.", by=editor)

    assert not list(everybody_told(Event.objects.get(type="strategy.consultation.withdrawn")))


def test_region_of_a_round_is_its_workshops():
    made, eur = asked(), Region.objects.get(code="eur")
    rows = Consultation.objects.filter(pk=made.pk)
    wrong = {
        "strategy_consultation_region_of_workshop": {"region": eur},
        "strategy_consultation_region_with_workshop": {"region": None},
    }

    for name, values in wrong.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            rows.update(**values)
    with pytest.raises(IntegrityError, match="region_of_workshop"), transaction.atomic():
        type(made.workshop).objects.filter(pk=made.workshop_id).update(region=eur)
    assert made.region == made.workshop.region
