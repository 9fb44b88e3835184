"""What forms are made of beside their fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms, template
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wco_portal.common.parts import Rankable, Text

register = template.Library()


@register.inclusion_tag("components/error_summary.html")
def error_summary(*all_forms: forms.BaseForm) -> dict[str, Any]:
    """What is wrong in the forms, each line a link to its field."""
    lines = [
        (form[name] if name != NON_FIELD_ERRORS else None, error)
        for form in all_forms
        for name, errors in form.errors.items()
        for error in errors
    ]
    return {"lines": lines}


@register.inclusion_tag("components/ranking.html")
def ranking(items: Sequence[Rankable], *, cut: int = 0, cut_word: Text = "") -> dict[str, Any]:
    """Put things in order inside a form: drag, keys, buttons or numbers."""
    # Looked up once for all lines: translated in each, these words took most of the list's time.
    words = {
        "move": _("Move %(title)s"),
        "place": _("Place of %(title)s"),
        "up": _("%(title)s: up"),
        "down": _("%(title)s: down"),
    }
    lines = [(item, _said(words, item.title)) for item in items]
    return {"lines": lines, "count": len(items), "cut": cut, "cut_word": cut_word}


def _said(words: dict[str, str], title: Text) -> dict[str, SafeString]:
    """Say words of a thing."""
    shown = {"title": conditional_escape(str(title))}
    return {name: SafeString(word % shown) for name, word in words.items()}


@register.filter
def attributes(given: Mapping[str, object]) -> SafeString:
    """Write the attributes of a field as Django's template does, which takes five times as long."""
    told = (
        f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"'
        for name, value in given.items()
        if value is not False
    )
    return SafeString("".join(told))


@register.filter
def may_be_empty(field: forms.BoundField) -> bool:
    """Say whether a field may be left open; a list without an empty line always has a choice."""
    own = field.field
    if own.required:
        return False
    if not isinstance(own, forms.ChoiceField) or isinstance(
        own, forms.ModelChoiceField | forms.MultipleChoiceField
    ):
        return True
    # Of buttons none may be chosen yet; a list shows its first line.
    is_open = own.widget.input_type == "radio" and not field.value()
    choices: Any = own.choices
    return is_open or any(value in {"", None} for value, _label in choices)
