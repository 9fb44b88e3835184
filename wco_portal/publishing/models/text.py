"""Texts: one document per language, every version kept, every block with its translation state."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Self

from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from wco_portal.common.models import PublicIdField, TimeStamped
from wco_portal.directory.models import Person
from wco_portal.publishing.enums import Language, TranslationState


def empty_body() -> dict[str, Any]:
    """Return a text without a word."""
    return {"type": "doc"}


class Text(TimeStamped):
    """One text in two languages; the blocks of both share their ids."""

    public_id = PublicIdField()
    kind = models.CharField(max_length=24)
    is_demonstration = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


# How PostgreSQL finds the blocks of a section without handing over the whole text.
OWN = '$.content[*] ? (@.type != "section")'
SECTION = '$.content[*] ? (@.type == "section" && @.attrs.id == $id).content[*]'


class DocumentQuerySet(models.QuerySet["Document"]):
    """Chainable filters."""

    def with_section(self, section: str) -> Self:
        """Bring the blocks of one section as `section_blocks`, and not the whole text."""
        path = SECTION if section else OWN
        laid = Func(
            F("body"),
            Value({"id": section}, models.JSONField()),
            template="jsonb_path_query_array(%(expressions)s)",
            arg_joiner=f", '{path}'::jsonpath, ",
            output_field=models.JSONField(),
        )
        fresh = Func(
            F("fresh"),
            Value(section),
            template="(%(expressions)s)",
            arg_joiner=" -> ",
            output_field=models.JSONField(),
        )
        return self.defer("body", "fresh").annotate(
            section_blocks=Coalesce(fresh, laid, output_field=models.JSONField())
        )


class Document(TimeStamped):
    """A text in one language, as it stands now."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="documents")
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    version = models.PositiveIntegerField(default=0)
    body = models.JSONField(default=empty_body)
    # The blocks of sections written since the body was laid down, by section: at every letter the
    # whole text would be laid anew. Who reads the body gets them in it; who writes it empties this.
    fresh = models.JSONField(default=dict)
    # Its characters, so that one section can be written without the rest being read.
    size = models.PositiveIntegerField(default=0)
    # The newest version that the history keeps, and when somebody last wrote.
    kept_version = models.PositiveIntegerField(default=0)
    written_at = models.DateTimeField(null=True, blank=True)
    # Filled by `with_section`.
    section_blocks: list[dict[str, Any]]
    # Filled where a step is accepted: the same as JSON, and what is known beside it.
    blocks: str
    is_fresh: bool
    has_room: bool
    is_known: bool

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["text", "language"], name="publishing_document_one_per_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.language} {self.version}"

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **options: Any
    ) -> Self:
        """Read a document with the sections that were written since its body was laid down."""
        made = super().from_db(db, field_names, values, **options)
        if not {"body", "fresh"} & made.get_deferred_fields() and made.fresh:
            made.body, made.fresh = _with_fresh(made.body, made.fresh), {}
        return made

    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Iterable[str] | None = None,
        from_queryset: models.QuerySet[Document, Document] | None = None,
    ) -> None:
        """Never read the body without what was written since it was laid down."""
        names = None if fields is None else list(fields)
        if names is not None and "body" in names:
            names.append("fresh")
        super().refresh_from_db(using=using, fields=names, from_queryset=from_queryset)


def _with_fresh(body: dict[str, Any], fresh: dict[str, Any]) -> dict[str, Any]:
    content = [
        node | {"content": fresh[node["attrs"]["id"]]}
        if node["type"] == "section" and node["attrs"]["id"] in fresh
        else node
        for node in body["content"]
    ]
    return body | {"content": content}


class Revision(models.Model):
    """A sitting or a saved form: a link of a hash chain; a trigger refuses to change or delete it.

    `authors` are those who wrote since the version before; the hash covers each of their acts.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    body = models.JSONField()
    sha256 = models.CharField(max_length=64)
    prev_sha256 = models.CharField(max_length=64, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    authors = models.ManyToManyField(Person, related_name="+")
    acts = models.PositiveIntegerField(default=1)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    is_merged = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "version"], name="publishing_revision_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.version}"


class Translation(models.Model):
    """What a translated block was made from; a source that has changed since makes it stale."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="translations")
    block = models.CharField(max_length=10)
    source_digest = models.CharField(max_length=16)
    source_version = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=TranslationState.choices, default=TranslationState.TRANSLATED
    )
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "block"], name="publishing_translation_block_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.block} {self.state}"
