from communications.selectors import audiences, chapters, forum, messages, practices, work

__all__ = ["audiences", "chapters", "forum", "messages", "practices", "work"]
