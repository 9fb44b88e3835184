"""What comes in about papers for meetings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wco_portal.publishing.models import GoverningMeeting


class PaperForm(forms.Form):
    """The meeting to which a paper goes, and its numbers there."""

    meeting = forms.ModelChoiceField(GoverningMeeting.objects.none(), label=_("Meeting"))
    agenda_item = forms.CharField(label=_("Agenda item"), required=False, max_length=20)
    document_number = forms.CharField(label=_("Document number"), required=False, max_length=40)

    def __init__(self, meetings: QuerySet[GoverningMeeting], data: Any = None) -> None:
        super().__init__(data)
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]  # -- a model field
        self.fields["meeting"].initial = meetings.first()
