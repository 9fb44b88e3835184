from wco_portal.notifications.selectors import (
    audiences,
    deliveries,
    letters,
    preferences,
    stopping,
)

__all__ = ["audiences", "deliveries", "letters", "preferences", "stopping"]
