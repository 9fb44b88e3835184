"""One account of the demonstration for each role."""

from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Person

ACCOUNTS = {
    R.EDITOR: "editor",
    R.APPROVER: "approver",
    R.COMMUNICATIONS: "communications",
    R.REGISTRAR: "registrar",
    R.MANAGER: "manager",
    R.MODERATOR: "moderator",
    R.AUDITOR: "auditor",
    R.ADMINISTRATOR: "admin",
    R.COORDINATOR: "coordinator.wca",
    R.VICE_CHAIR: "vicechair.wca",
    R.HEAD: "head.mar",
    R.FOCAL_POINT: "focal.sen",
    R.DELEGATE: "delegate.sen",
}


def named(word):
    """Find an account by the word before the @."""
    return Person.objects.get(email=f"{word}@demo.example")


def account(role):
    """Find the account of a role."""
    return named(ACCOUNTS[role])
