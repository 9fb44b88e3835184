"""Two hands of one administration write at once."""

import pytest
from django.db.utils import IntegrityError

from strategy import services
from strategy.models import Position, PositionRevision
from strategy.services import autosaves
from tests.factories.consultations import consultation
from tests.races import at_once
from tests.strategy.services.test_positions import focal, member, save
from wco_portal.common.errors import ChangedMeanwhile

pytestmark = [pytest.mark.system, pytest.mark.alone]


def test_two_sends_at_once_make_one_position(committed, business_time):
    business_time(2019, 3, 27, 9)
    made, one, other = consultation(), focal(), focal()
    version = save(made, one).version

    found = at_once(
        *(
            lambda by=by: services.positions.send(made, member=member(), version=version, by=by)
            for by in (one, other) * 3
        )
    )

    sent = [each for each in found if isinstance(each, PositionRevision)]
    assert len(sent) == 1
    assert all(isinstance(each, ChangedMeanwhile) for each in found if each not in sent)
    assert Position.objects.get().sent == sent[0]


def test_two_first_drafts_at_once_keep_both_hands(committed, business_time):
    business_time(2019, 3, 27, 9)
    made, hands = consultation(), [focal() for _ in range(4)]

    found = at_once(*(lambda by=by: save(made, by, comment=by.email) for by in hands))

    saved = [each for each in found if isinstance(each, Position)]
    assert len(saved) == 1
    assert sum(isinstance(each, ChangedMeanwhile) for each in found) == 3
    assert PositionRevision.objects.get().comment == saved[0].comment


SLOWLY = autosaves.OPEN.replace("WHERE", "WHERE pg_sleep(0.3) IS NOT NULL AND")
LOCK = "FOR UPDATE OF p"


def drafts_at_once(monkeypatch, statement):
    """Let three hands save by themselves what they made of one version; tell what each got."""
    monkeypatch.setattr(autosaves, "OPEN", statement)
    made, hands = consultation(), [focal() for _ in range(3)]
    save(made, hands[0], comment="First.")

    def quickly(by):
        draft = autosaves.Draft({}, {}, by.email, None, 1)
        press = autosaves.Press(by.key, path="/p/", digest="d", location="/l/")
        return autosaves.save(made.slug, "sen", draft, press=press, by=by)

    acts = (lambda by=by: quickly(by) for by in hands)
    return at_once(*acts, catching=(IntegrityError,))


def test_of_drafts_saved_by_themselves_at_once_one_is_kept(committed, business_time, monkeypatch):
    business_time(2019, 3, 27, 9)

    found = drafts_at_once(monkeypatch, SLOWLY)

    (saved,) = (each for each in found if each is not None)
    assert (saved.version, Position.objects.get().comment) == (2, saved.comment)
    assert PositionRevision.objects.count() == 2


def test_without_the_lock_they_would_meet_at_the_constraint(committed, business_time, monkeypatch):
    business_time(2019, 3, 27, 9)
    unlocked = SLOWLY.replace(LOCK, "")
    assert unlocked != SLOWLY

    found = drafts_at_once(monkeypatch, unlocked)

    assert any(isinstance(each, IntegrityError) for each in found)
