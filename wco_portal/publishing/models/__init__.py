from wco_portal.publishing.models.frozen import FrozenVersion
from wco_portal.publishing.models.log import Milestone, Step, Writer
from wco_portal.publishing.models.meeting import GoverningMeeting
from wco_portal.publishing.models.remark import Comment, Suggestion, Thread
from wco_portal.publishing.models.text import Document, Revision, Text, Translation

__all__ = [
    "Comment",
    "Document",
    "FrozenVersion",
    "GoverningMeeting",
    "Milestone",
    "Revision",
    "Step",
    "Suggestion",
    "Text",
    "Thread",
    "Translation",
    "Writer",
]
