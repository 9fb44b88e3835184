"""The icons: one path each on a grid of 24, drawn with the text's colour."""

from __future__ import annotations

from typing import Final

ICONS: Final[dict[str, str]] = {
    "arrow": "M5 12h14m-5-5 5 5-5 5",
    "back": "M19 12H5m5-5-5 5 5 5",
    "bold": "M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z",
    "bell": "M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21h4",
    "book": "M5 4h9a5 5 0 0 1 5 5v11H9a4 4 0 0 1-4-4z",
    "calendar": "M5 6h14v14H5zM5 10h14M9 3v4m6-4v4",
    "check": "m5 12.5 5 5 9-11",
    "chevron": "m6 9 6 6 6-6",
    "clock": "M12 7v5l3.5 2M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z",
    "close": "M6 6l12 12M18 6 6 18",
    "compare": "M8 4v16M16 4v16M5 8h6M13 16h6",
    "document": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "down": "M12 4v11m0 0 4-4m-4 4-4-4M5 20h14",
    "flag": "M6 21V4h12l-3 4 3 4H6",
    "gear": "M12 8.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM12 3v3m0 12v3M3 12h3m12 0h3M5.6 5.600l2.2 2.200m8.4 8.4 2.2 2.200M18.4 5.600l-2.2 2.200m-8.4 8.4-2.2 2.2",
    "globe": "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM3.5 12h17M12 3.5c3 3 3 14 0 17c-3-3-3-14 0-17z",
    "home": "m4 11 8-7 8 7v9h-5v-6H9v6H4z",
    "italic": "M10 5h7M7 19h7M14 5l-4 14",
    "heading": "M6 5v14M16 5v14M6 12h10",
    "heading3": "M5 6v12M12 6v12M5 12h7M15.5 10.500a2.300 2.300 0 1 1 2 4 2.300 2.300 0 1 1-2 4",
    "link": "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.700l1-1",
    "list": "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
    "numbers": "M10 6h10M10 12h10M10 18h10M4 5l1.500-1v5M4 14.500a1.300 1.300 0 1 1 2 1.200L4 18.500h2.600",
    "quote": "M5 7h5v5c0 3-1.500 4.500-4 5M14 7h5v5c0 3-1.500 4.500-4 5",
    "redo": "m16 5 4 4-4 4M20 9H10a5 5 0 0 0 0 10h3",
    "reference": "M5 5h9v14H5zM8 9h3M8 12h3M17 9l3 3-3 3",
    "table": "M4 5h16v14H4zM4 10h16M4 14.500h16M12 5v14",
    "lock": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "mail": "M4 6h16v12H4zm0 0 8 7 8-7",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "moon": "M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10z",
    "people": "M9 5a3.2 3.2 0 1 1 0 6.400A3.2 3.2 0 0 1 9 5zM3 20c0-8 12-8 12 0M16 5.5a3 3 0 0 1 0 5.800M18 14.5c2 .8 3 2.7 3 5.5",
    "pen": "m5 19 1-4L16 5l3 3L9 18zM14 7l3 3",
    "person": "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4 21c0-9 16-9 16 0",
    "plus": "M12 5v14M5 12h14",
    "print": "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
    "search": "M11 4.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM20 20l-4.3-4.3",
    "sort": "M8 5v14m0 0-3-3m3 3 3-3M16 19V5m0 0-3 3m3-3 3 3",
    "sun": "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 3v1.5m0 15V21M3 12h1.5m15 0H21M5.6 5.600l1.1 1.100m10.6 10.6 1.1 1.100M18.4 5.600l-1.1 1.100M6.7 17.300l-1.1 1.1",
    "talk": "M4 5h16v11H9l-5 4z",
    "undo": "M8 5 4 9l4 4M4 9h10a5 5 0 0 1 0 10h-3",
    "up": "m6 15 6-6 6 6",
    "upload": "M12 20V9m0 0 4 4m-4-4-4 4M5 4h14",
}

# A state is a shape, so that it needs no colour: drawn on a grid of 20.
SHAPES: Final[dict[str, str]] = {
    "good": "M10 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16z",
    "brand": "M3 3h14v14H3z",
    "now": "M10 1a9 9 0 1 1 0 18 9 9 0 0 1 0-18zm0 3a6 6 0 1 0 0 12 6 6 0 0 0 0-12zm0 2.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z",
    "warn": "M10 2 19 18H1z",
    "bad": "M10 .5 19.5 10 10 19.5.5 10z",
    "idle": "M10 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16zm0 2a6 6 0 1 0 0 12 6 6 0 0 0 0-12z",
    "half": "M10 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16zm0 2v12a6 6 0 0 1 0-12z",
    "most": "M10 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16zm0 2v6H4a6 6 0 0 1 6-6z",
}
