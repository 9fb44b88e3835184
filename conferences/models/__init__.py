from conferences.models.conference import Conference, Session
from conferences.models.delegation import Delegation
from conferences.models.receipt import Receipt, ReceiptLine
from conferences.models.registration import Registration

__all__ = ["Conference", "Delegation", "Receipt", "ReceiptLine", "Registration", "Session"]
