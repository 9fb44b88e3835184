"""Two people decide on one suggestion at once, and somebody renews what is being decided on."""

import threading
from types import SimpleNamespace

import pytest
from django.db import IntegrityError
from django.db.models import QuerySet

from tests.factories.people import person
from tests.factories.strategy import draft
from tests.publishing.services.test_steps import Window
from tests.publishing.services.test_typed import keep, reading
from tests.races import at_once
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.models import Suggestion
from wco_portal.publishing.services import chain, suggestions

pytestmark = [pytest.mark.system, pytest.mark.alone]


def told(found):
    return sorted(getattr(each, "code", type(each).__name__) for each in found)


@pytest.fixture
def window(committed):
    return Window(draft(), person(R.EDITOR))


def two_accept(window):
    made = keep(window, reading(window, "Words of SO1, and more."))
    hands = [person(R.EDITOR) for _hand in range(2)]
    return at_once(*(lambda by=by: suggestions.accept(made, by=by) for by in hands))


def test_two_accept_at_once_and_one_of_them_does(window):
    found = two_accept(window)

    assert told(found) == ["Suggestion", "decided_already"]
    assert window.words == "Words of SO1, and more."
    assert list(chain.breaks()) == []


def test_without_the_locks_the_second_would_not_be_told(window, monkeypatch):
    """The control: both find the suggestion open, and only the log of the text stops one."""
    both, seen = threading.Barrier(2, timeout=10), threading.local()

    def now():
        if not hasattr(seen, "once"):
            seen.once = both.wait()
        return clock.now()

    made = keep(window, reading(window, "Words of SO1, and more."))
    hands = [person(R.EDITOR) for _hand in range(2)]
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_words: self)
    monkeypatch.setattr(suggestions, "clock", SimpleNamespace(now=now))

    hurried = (lambda by=by: suggestions.accept(made, by=by) for by in hands)
    found = at_once(*hurried, catching=(DomainError, IntegrityError))

    assert told(found) == ["IntegrityError", "Suggestion"]


def test_nobody_accepts_what_was_renewed_meanwhile(window):
    made = keep(window, reading(window, "Words of SO1, and more."))
    editor, again = person(R.EDITOR), reading(window, "Words that nobody saw.")
    version = window.document.version

    found = at_once(
        lambda: suggestions.accept(made, by=editor), lambda: keep(window, again, base=version)
    )

    assert "Words that nobody saw." not in window.words
    # Whoever came first: what the other gave back is the same suggestion, still open.
    assert Suggestion.objects.filter(state="accepted").count() == (found[0] == made)
