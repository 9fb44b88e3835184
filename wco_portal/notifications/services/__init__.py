from wco_portal.notifications.services import deliveries, holding, mails, preferences, sending

__all__ = ["deliveries", "holding", "mails", "preferences", "sending"]
