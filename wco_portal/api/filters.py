"""Filter and order by allow-lists; an unknown parameter is refused, not ignored."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.filters import OrderingFilter
from rest_framework.request import Request

from wco_portal.api.parsers import is_clean
from wco_portal.api.problems import BadQuery

PAGING = frozenset({"page", "page_size", "cursor", "ordering"})


class Filters(DjangoFilterBackend):  # type: ignore[misc]  # -- django-filter is untyped
    """The collection's own filters, and no others."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> Any:
        """Filter; a wrong value or an unknown name is a 400."""
        found = self.get_filterset(request, queryset, view)
        known = set(found.filters) if found is not None else set()
        require_known(request, known | PAGING | set(getattr(view, "query_words", ())))
        if found is None:
            return queryset
        if not found.is_valid():
            name, errors = next(iter(found.errors.items()))
            raise BadQuery(f"{name}: {' '.join(errors)}")
        _require_choices(found)
        return found.qs


def _require_choices(found: Any) -> None:
    """Refuse in a list of values what the field cannot hold: the library checks single ones."""
    for name, one in found.filters.items():
        field = found.queryset.model._meta.get_field(one.field_name.partition("__")[0])  # noqa: SLF001 -- the documented way to a field
        if one.lookup_expr != "in" or not getattr(field, "choices", None):
            continue
        known = {str(value) for value, _label in field.choices}
        for value in found.form.cleaned_data.get(name) or ():
            if value not in known:
                raise BadQuery(
                    _("%(name)s: %(value)s is not one of %(known)s.")
                    % {"name": name, "value": value[:60], "known": ", ".join(sorted(known))}
                )


class Ordering(OrderingFilter):
    """`?ordering=-starts_on`, of the allow-list."""

    def get_ordering(self, request: Request, queryset: QuerySet[Any], view: Any) -> list[str]:
        """Put rows that are alike in one order: else a page shows again what another one had."""
        asked = list(super().get_ordering(request, queryset, view) or ())
        return asked if {"pk", "-pk"} & set(asked) else [*asked, "pk"]

    def remove_invalid_fields(
        self, queryset: QuerySet[Any], fields: Any, view: Any, request: Request
    ) -> list[str]:
        """Refuse a name that is not on the list."""
        valid = super().remove_invalid_fields(queryset, fields, view, request)
        if len(valid) != len(list(fields)):
            allowed = ", ".join(getattr(view, "ordering_fields", None) or ())
            raise BadQuery(_("ordering: use one of %(allowed)s.") % {"allowed": allowed})
        return list(valid)


def require_clean(request: Request) -> None:
    """Refuse characters in the address that no text can hold."""
    for name, values in request.query_params.lists():
        if not all(is_clean(word) for word in (name, *values)):
            raise BadQuery(_("The address contains a character that cannot be kept."))


def require_known(request: Request, known: set[str]) -> None:
    """Refuse a parameter that means nothing here."""
    unknown = sorted(set(request.query_params) - known)
    if unknown:
        raise BadQuery(
            _("There is no parameter %(name)s; use %(known)s.")
            % {"name": unknown[0][:60], "known": ", ".join(sorted(known))}
        )
