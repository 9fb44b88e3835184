from wco_portal.notifications.services import deliveries, mails, preferences, sending

__all__ = ["deliveries", "mails", "preferences", "sending"]
