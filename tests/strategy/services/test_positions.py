"""A Member's position: saved, sent, revised; the window and two writers."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from strategy import selectors, services
from strategy.enums.consultations import PositionState, RevisionKind
from strategy.models import Position, PositionRevision
from tests.factories import person
from tests.factories.consultations import CLOSES, OPENS, answer, consultation, ranking
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.common.models import BusinessClock
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member

pytestmark = pytest.mark.django_db


def member(code="sen"):
    return Member.objects.get(code=code)


def focal(code="sen"):
    return person(R.FOCAL_POINT, member=code, language="fr")


def database_time(moment):
    """Let the database's business time stand exactly at a moment, in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        (real,) = cursor.fetchone()
    BusinessClock.objects.update_or_create(id=1, defaults={"ahead_by": moment - real})


def save(made, by, order="2134", version=0, comment="Because.", code="sen"):
    return services.positions.save(
        made,
        member=member(code),
        ranking=ranking(made, order),
        comment=comment,
        version=version,
        by=by,
    )


def test_draft_is_kept_and_does_not_count():
    made, by = consultation(), focal()

    position = save(made, by)

    assert position.state == PositionState.DRAFT
    assert (position.version, position.saved_by, position.comment) == (1, by, "Because.")
    assert selectors.turnout.overall(selectors.turnout.by_region(made)).answered == 0


def test_draft_may_have_gaps_but_cannot_be_sent():
    made, by = consultation(), focal()
    partly = dict(list(ranking(made, "2134").items())[:2])
    saved = services.positions.save(
        made, member=member(), ranking=partly, comment="", version=0, by=by
    )

    with pytest.raises(DomainError) as no:
        services.positions.send(made, member=member(), version=saved.version, by=by)

    assert no.value.code == "ranking_incomplete"


def test_places_of_strangers_are_not_kept():
    made, by = consultation(), focal()

    saved = services.positions.save(
        made, member=member(), ranking={"0000000000": 1}, comment="", version=0, by=by
    )

    assert saved.ranking == {}


def test_sending_gives_a_receipt_and_counts():
    made, by = consultation(), focal()

    receipt = answer(made, member(), "4321", by=by)

    position = Position.objects.get()
    assert (position.state, position.sent) == (PositionState.SENT, receipt)
    assert len(receipt.public_id) == 10
    assert receipt.kind == RevisionKind.SENT
    event = Event.objects.get(type="strategy.position.sent")
    assert event.data == {"receipt": receipt.public_id, "member": "sen", "version": 2}


def test_new_draft_after_sending_counts_only_when_sent_again():
    made, by = consultation(), focal()
    answer(made, member(), "4321", by=by)
    items = selectors.consultations.items(made)

    revised = save(made, by, order="1234", version=2)
    before = selectors.positions.ballots(made, items)
    services.positions.send(made, member=member(), version=revised.version, by=by)
    after = selectors.positions.ballots(made, items)

    assert revised.state == PositionState.REVISED
    assert [ballot.places for ballot in before] == [(4, 3, 2, 1)]
    assert [ballot.places for ballot in after] == [(1, 2, 3, 4)]
    assert list(PositionRevision.objects.order_by("number").values_list("kind", flat=True)) == [
        "saved",
        "sent",
        "saved",
        "sent",
    ]


def test_sending_twice_in_the_same_state_is_refused():
    made, by = consultation(), focal()
    answer(made, member(), "4321", by=by)

    with pytest.raises(DomainError) as no:
        services.positions.send(made, member=member(), version=2, by=by)

    assert no.value.code == "wrong_state"


def test_second_writer_is_told_and_the_first_text_is_kept():
    made, one, other = consultation(), focal(), focal()
    save(made, one, comment="First.")

    with pytest.raises(ChangedMeanwhile):
        save(made, other, order="4321", comment="Second.")
    save(made, other, order="4321", version=1, comment="Second, knowing the first.")

    kept = PositionRevision.objects.order_by("number").values_list("comment", flat=True)
    assert list(kept) == ["First.", "Second, knowing the first."]


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        (OPENS - dt.timedelta(microseconds=1), "not_open"),
        (OPENS, None),
        (CLOSES - dt.timedelta(microseconds=1), None),
        (CLOSES, "closed"),
    ],
)
def test_window_is_half_open_by_the_clock_of_the_database(moment, code):
    made, by = consultation(), focal()
    database_time(moment)

    if code is None:
        assert save(made, by).version == 1
    else:
        with pytest.raises(DomainError) as no:
            save(made, by)
        assert no.value.code == code


def test_late_answer_says_to_whom_to_write():
    made, by = consultation(), focal()
    coordinator = person(R.COORDINATOR, region="wca", email="coordinator.wca@test.example")
    database_time(CLOSES + dt.timedelta(hours=1))

    with pytest.raises(DomainError) as no:
        save(made, by)

    assert coordinator.email in str(no.value.message)
    assert "secretariat@test.example" in str(no.value.message)


def test_nobody_answers_for_another_administration():
    made = consultation()

    for stranger in (focal("jpn"), person(R.EDITOR), person(R.COORDINATOR, region="wca")):
        with pytest.raises(Denied):
            save(made, stranger)


def test_administration_that_had_left_cannot_answer():
    made, by = consultation(), focal()
    Member.objects.filter(code="sen").update(left_on=dt.date(2019, 4, 30))

    with pytest.raises(DomainError) as no:
        save(made, by)

    assert no.value.code == "not_a_member"


@pytest.mark.parametrize("words", ["UPDATE {} SET comment = ''", "DELETE FROM {}"])
def test_revisions_are_never_changed(words):
    made, by = consultation(), focal()
    save(made, by)

    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(words.format("strategy_positionrevision"))
