"""How sign-in behaves here: accounts by invitation, secrets of the second factor encrypted."""

from __future__ import annotations

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # -- allauth is untyped
    """Accounts are made by the Secretariat, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse."""
        del request
        return False


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # -- allauth is untyped
    """allauth stores secrets in clear unless these two are given."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret of the second factor."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read it back."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    key = hashlib.sha256(b"mfa:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
