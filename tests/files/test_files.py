"""Files are kept once, whole, and no longer than they should."""

import datetime as dt

import pytest
from django.utils import timezone

from wco_portal.common.errors import DomainError
from wco_portal.files import selectors
from wco_portal.files.models import File
from wco_portal.files.services import files
from wco_portal.files.tables import PURPOSES, Purpose

pytestmark = pytest.mark.django_db
WORDS = files.Made("a.txt", "text/plain", b"words")


@pytest.fixture(autouse=True)
def purpose(monkeypatch):
    row = Purpose("test", frozenset({"text/plain"}), 10, lambda _actor, file: file.is_public)
    monkeypatch.setitem(PURPOSES, "test", row)


def keep(made=WORDS, **words):
    return files.keep(made, purpose="test", owner="0000000000", **words)


def test_what_was_made_of_the_same_content_is_kept_once():
    first, second, other = keep(key="a"), keep(key="a"), keep(key="b")

    assert first.pk == second.pk != other.pk
    assert selectors.files.data(first) == b"words"
    assert first.stored not in first.name


def test_a_file_whose_bytes_were_lost_is_made_again():
    lost = keep(key="a")
    selectors.files.place(lost).unlink()

    assert selectors.files.made_of("test", "a") is None
    again = keep(key="a")
    assert selectors.files.data(again) == b"words"
    assert File.objects.get(key="a").pk == again.pk


def test_what_is_too_large_or_of_another_type_is_refused():
    with pytest.raises(DomainError, match="too large"):
        keep(files.Made("a.txt", "text/plain", b"12345678901"))
    with pytest.raises(DomainError, match="type"):
        keep(files.Made("a.svg", "image/svg+xml", b"<svg/>"))


def test_a_file_is_forgotten_with_its_bytes_when_its_time_is_over():
    old, young = keep(retained_for=dt.timedelta(days=1)), keep()
    File.objects.filter(pk=old.pk).update(retained_until=timezone.now() - dt.timedelta(hours=1))

    assert files.forget_due(timezone.now()) == 1
    assert not selectors.files.place(old).exists()
    assert list(File.objects.all()) == [young]


def test_only_whom_the_policy_lets_reads_a_file(client):
    closed, open_ = keep(), keep(is_public=True)

    assert client.get(closed.get_absolute_url()).status_code == 404
    assert client.get(open_.get_absolute_url()).content == b"words"
