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
from wco_portal.api.platform.jobs import JobOut
from wco_portal.api.resources import act, make
from wco_portal.api.serializers import Body, DayIn
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
    starts_on = DayIn()
    ends_on = DayIn()
    name = serializers.CharField(required=False, default="api.docx", max_length=200)

    def validate_document(self, words: str) -> bytes:
        """Return the bytes of the file."""
        return file_of(words)


class PlanWord(PlanLanguages):
    """What can be done with plans in Word."""

    @make(needs=Permission.PLAN_EDIT, body=WordIn, answer=JobOut, name="import-word", status=202)
    def import_word(self, body: dict[str, Any], by: Person) -> Any:
        """Have a draft plan made of a Word document, with its tracked changes and comments.

        A worker reads it: the job says when the plan is there, or why there is none.
        """
        data, name, language = (body.pop(each) for each in ("document", "name", "language"))
        days = {each: body[each].isoformat() for each in ("starts_on", "ends_on")}
        return services.word_jobs.ask(data, name=name, language=language, then=body | days, by=by)

    @act("return-word", needs=Permission.PLAN_EDIT, body=WordBackIn, answer=JobOut, status=202)
    def return_word(self, thing: Plan, body: dict[str, Any], by: Person) -> Any:
        """Have the changes of a Word document of the plan joined with its text as it stands.

        A worker reads it: the job says when they are in the text, or why they are not.
        """
        data, name = body.pop("document"), body.pop("name")
        return services.word_jobs.ask(data, name=name, plan=thing, then=body, by=by)
