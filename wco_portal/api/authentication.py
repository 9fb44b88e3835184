"""Who calls: a token in the header, or the browser's session (for the documentation page)."""

from __future__ import annotations

import re
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

SHAPE: Final = re.compile(rb"[0-9A-Za-z]{16,128}")


class PortalToken(TokenAuthentication):  # type: ignore[misc]  # -- knox is untyped
    """`Authorization: Token <key>`; only well-formed keys are looked up."""

    def authenticate_credentials(self, token: bytes) -> Any:
        """Refuse what cannot be a key before the database is asked."""
        if not SHAPE.fullmatch(token):
            raise AuthenticationFailed(_("This token is not valid."))
        return super().authenticate_credentials(token)
