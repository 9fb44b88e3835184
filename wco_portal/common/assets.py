"""What styles, scripts, fonts and pictures say of themselves: less than a page has to.

Imported by the settings, so it stands on nothing.
"""

from __future__ import annotations

from collections.abc import MutableMapping


def headers(given: MutableMapping[str, str], path: str, url: str) -> None:
    """Add what protects a file that is never a page; a drawing could be opened as one."""
    del url
    given["X-Content-Type-Options"] = "nosniff"
    given["Cross-Origin-Resource-Policy"] = "same-origin"
    if path.endswith(".svg"):
        given["Content-Security-Policy"] = "default-src 'none'"
