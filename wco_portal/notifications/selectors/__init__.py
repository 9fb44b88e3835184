from wco_portal.notifications.selectors import deliveries, letters, preferences

__all__ = ["deliveries", "letters", "preferences"]
