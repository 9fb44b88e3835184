"""Who may use what belongs to the demonstration only."""

from __future__ import annotations

import ipaddress

from django.conf import settings


def is_demonstration_for(address: str) -> bool:
    """Say whether this is a demonstration, called from this machine."""
    return settings.PORTAL_DEMO and ipaddress.ip_address(address or "127.0.0.1").is_loopback
