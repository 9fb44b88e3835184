from communications.models.audience import Audience, Channel
from communications.models.chapter import Chapter, FurtherReading
from communications.models.forum import Post, Space, Topic
from communications.models.message import Endorsement, Message, ProofPoint
from communications.models.practice import Practice

__all__ = [
    "Audience",
    "Channel",
    "Chapter",
    "Endorsement",
    "FurtherReading",
    "Message",
    "Post",
    "Practice",
    "ProofPoint",
    "Space",
    "Topic",
]
