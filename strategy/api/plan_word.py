"""What a program can do with plans in Word: bring one in as a draft, bring a plan's file back."""

from __future__ import annotations

import base64
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from strategy import services
from strategy.api.plan_languages import PlanLanguages
from strategy.models import Plan
from wco_portal.access.permissions import Permission
from wco_portal.api.resources import act, make
from wco_portal.api.serializers import Body
from wco_portal.directory.models import Person
from wco_portal.publishing.enums import Language


def file_of(words: str) -> bytes:
    """Return the bytes of a file in base 64."""
    try:
        return base64.b64decode(words, validate=True)
    except ValueError as wrong:
        raise serializers.ValidationError(_("This is not base 64.")) from wrong


class WordBackIn(Body):
    """A Word document of the plan that comes back, in base 64, and what is taken of it.

    Without a word everything that fits is taken, nothing is removed, and of what clashes the
    file's text becomes a suggestion.
    """

    document = serializers.CharField(max_length=1_900_000)
    name = serializers.CharField(required=False, default="api.docx", max_length=200)
    take_new = serializers.BooleanField(required=False, default=True)
    remove = serializers.ListField(
        child=serializers.CharField(max_length=10), required=False, default=list, max_length=4000
    )
    titles = serializers.ListField(
        child=serializers.CharField(max_length=10), required=False, default=list, max_length=500
    )
    clashes = serializers.ChoiceField(
        choices=["suggest", "portal", "file"], required=False, default="suggest"
    )

    def validate_document(self, words: str) -> bytes:
        """Return the bytes of the file."""
        return file_of(words)


class WordIn(Body):
    """A Word document (.docx) in base 64, of which a draft is made."""

    document = serializers.CharField(max_length=1_900_000)
    language = serializers.ChoiceField(choices=Language.choices)
    slug = serializers.RegexField("^[a-z0-9-]{1,60}$")
    title = serializers.CharField(max_length=200)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    name = serializers.CharField(required=False, default="api.docx", max_length=200)

    def validate_document(self, words: str) -> bytes:
        """Return the bytes of the file."""
        return file_of(words)


class PlanWord(PlanLanguages):
    """What can be done with plans in Word."""

    @make(needs=Permission.PLAN_EDIT, body=WordIn, name="import-word")
    def import_word(self, body: dict[str, Any], by: Person) -> Plan:
        """Make a draft plan of a Word document, with its tracked changes and comments."""
        kept = services.word_imports.keep(
            body.pop("document"), name=body.pop("name"), language=body.pop("language"), by=by
        )
        return services.word_imports.confirm(kept, **body, by=by)

    @act("return-word", needs=Permission.PLAN_EDIT, body=WordBackIn)
    def return_word(self, thing: Plan, body: dict[str, Any], by: Person) -> Plan:
        """Join the changes of a Word document of the plan with its text as it stands."""
        services.word_returns.bring_back(thing, body.pop("document"), **body, by=by)
        return thing
