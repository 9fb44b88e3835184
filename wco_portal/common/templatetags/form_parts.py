"""What forms are made of beside their fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms, template
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

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
