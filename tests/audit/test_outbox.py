import pytest
from django.db import IntegrityError, transaction

from tests.factories import person
from wco_portal.access.decisions import denied
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Denied
from wco_portal.audit import services, tables
from wco_portal.audit.models import Event, Outbox
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db


@pytest.fixture
def effect(monkeypatch):
    done = []
    monkeypatch.setitem(
        tables.EFFECTS,
        "test",
        tables.Effect("test", lambda type_: type_ == "test.thing.done", done.append),
    )
    return done


def test_an_event_is_never_changed():
    event = services.record("test.other.done", target=person())

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(type="x")
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        event.delete()


def test_what_an_event_owes_is_done_once(effect):
    services.record("test.thing.done", target=person())

    services.outbox.sweep()
    services.outbox.sweep()

    assert len(effect) == 1


def test_a_failing_effect_is_tried_again_later_and_stops_nobody(effect, monkeypatch):
    def fail(event):
        raise RuntimeError("no")

    monkeypatch.setitem(tables.EFFECTS, "bad", tables.Effect("bad", bool, fail))
    services.record("test.thing.done", target=person())

    services.outbox.sweep()

    assert len(effect) == 1
    row = Outbox.objects.get(effect="bad")
    assert (row.state, row.attempts) == ("pending", 1)
    assert "no" in row.problem


def test_a_refusal_is_recorded_once_a_minute():
    editor = person(R.EDITOR)
    denial = Denied(denied("no"), Permission.CLOCK_STEP, None)

    services.events.record_denied(editor, denial)
    services.events.record_denied(editor, denial)

    assert Event.objects.filter(type="access.denied", actor=editor.key).count() == 1


def test_a_transaction_wakes_a_worker_once(effect, monkeypatch, django_capture_on_commit_callbacks):
    woken = []
    monkeypatch.setattr(tables, "WAKE_UPS", [lambda: woken.append(1)])

    with django_capture_on_commit_callbacks(execute=True):
        services.record("test.thing.done", target=person())
        services.record("test.thing.done", target=person())

    assert woken == [1]
