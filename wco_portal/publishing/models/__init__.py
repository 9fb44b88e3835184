from wco_portal.publishing.models.frozen import FrozenVersion
from wco_portal.publishing.models.meeting import GoverningMeeting
from wco_portal.publishing.models.text import Document, Revision, Text, Translation

__all__ = ["Document", "FrozenVersion", "GoverningMeeting", "Revision", "Text", "Translation"]
