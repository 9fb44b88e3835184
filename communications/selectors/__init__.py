from communications.selectors import (
    audiences,
    cards,
    chapters,
    forum,
    messages,
    practices,
    search,
    work,
)

__all__ = ["audiences", "cards", "chapters", "forum", "messages", "practices", "search", "work"]
