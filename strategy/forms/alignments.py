"""What comes in about the commitments that an element serves, made clean."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strategy import selectors
from strategy.models import Commitment


class AlignForm(forms.Form):
    """A goal or an article, grouped by framework; it is looked up only when it is shown or sent."""

    commitment = forms.ChoiceField(label=gettext_lazy("Goal or article that it serves"))

    def __init__(self, data: Any = None, *, without: Collection[Commitment] = ()) -> None:
        super().__init__(data)
        field = self.fields["commitment"]
        if isinstance(field, forms.ChoiceField):
            field.choices = lambda: _choices(without)

    def chosen(self) -> Commitment:
        """Return what was chosen."""
        return selectors.commitments.by_code(self.cleaned_data["commitment"])


def _choices(without: Collection[Commitment]) -> list[tuple[str, Any]]:
    found = [each for each in selectors.commitments.everything() if each not in without]
    groups = groupby(found, key=lambda each: each.framework)
    return [
        ("", _("Choose")),
        *(
            (str(framework), [(each.code, str(each)) for each in group])
            for framework, group in groups
        ),
    ]
