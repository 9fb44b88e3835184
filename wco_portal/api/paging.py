"""Lists come in pages: numbered where one may jump, by cursor where rows only grow."""

from __future__ import annotations

from typing import Any, Final

from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination, PageNumberPagination

SIZE: Final = 50
MOST: Final = 200


class Pages(PageNumberPagination):
    """`?page=2&page_size=100`."""

    page_size = SIZE
    max_page_size = MOST
    page_size_query_param = "page_size"


class Newest(CursorPagination):
    """Newest first, by cursor."""

    page_size = SIZE
    max_page_size = MOST
    page_size_query_param = "page_size"
    ordering = "-pk"

    def decode_cursor(self, request: Any) -> Cursor | None:
        """Refuse a cursor that we did not give out."""
        cursor = super().decode_cursor(request)
        position: Any = cursor.position if cursor else None
        if position is not None and not (
            position.isascii() and position.isdigit() and len(position) < 19  # noqa: PLR2004 -- bigint
        ):
            raise NotFound(self.invalid_cursor_message)
        return cursor
