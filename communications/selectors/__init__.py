from communications.selectors import audiences, cards, chapters, forum, messages, practices, work

__all__ = ["audiences", "cards", "chapters", "forum", "messages", "practices", "work"]
