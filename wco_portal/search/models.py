"""The index: an entry per thing and language; and the words that stand in it."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from wco_portal.search.enums import Audience


class SearchEntry(models.Model):
    """A thing in one language; `document` is written by a trigger."""

    kind = models.CharField(max_length=24)
    key = models.CharField(max_length=60)
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    address = models.CharField(max_length=300)
    audience = models.CharField(max_length=12, choices=Audience.choices)
    visible_from = models.DateField(null=True)
    is_demonstration = models.BooleanField(default=False)
    document = SearchVectorField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "language"], name="search_searchentry_one_per_language"
            ),
        ]
        indexes = [GinIndex(fields=["document"], name="search_entry_document")]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word that stands somewhere in what the public may find, for "did you mean"."""

    word = models.CharField(max_length=60, unique=True)
    folded = models.CharField(max_length=60)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            GinIndex(fields=["folded"], name="search_word_alike", opclasses=["gin_trgm_ops"])
        ]

    def __str__(self) -> str:
        return self.word
