"""Colours that can be read: tokens that stand together, both themes, every hue."""

import json
import math
import re
from itertools import product
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "static" / "src"
INK_ON = [
    *product(("ink", "ink-2", "link", "accent"), ("paper", "wash", "sunk")),
    *((tone, f"{tone}-wash") for tone in ("good", "warn", "bad", "idle", "accent")),
    ("brand-2", "brand-wash"), ("brand-ink", "brand"), ("brand-ink", "brand-2"), ("ink-3", "wash"),
    ("ink", "h0"), ("ink", "h1"), ("ink", "h2"), ("h3-ink", "h3"), ("h4-ink", "h4"),
    ("ink", "mark"),
    ("p-ink", "p1"), ("p-ink", "p2"), ("p-ink", "p3"), ("bad", "paper"), ("good", "paper"),
]  # fmt: skip
EDGE_ON = [("line-strong", "paper"), ("focus", "paper"), ("focus", "wash"), ("brand", "paper")]


def light():
    sheet = (SOURCE / "css/base/tokens.css").read_text(encoding="utf-8")
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", sheet.split(".theme")[0]))


def dark():
    made = (SOURCE / "build/themes.mjs").read_text(encoding="utf-8")
    return dict(re.findall(r'"?([\w-]+)"?: "(#[0-9a-f]{6})"', made))


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return weigh(*(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts))


def weigh(red, green, blue):
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = max(one, other), min(one, other)
    return (high + 0.05) / (low + 0.05)


def oklch(lightness, chroma, hue):
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return weigh(*(min(1, max(0, part)) for part in linear))


@pytest.mark.parametrize("theme", [light, dark], ids=["light", "dark"])
def test_words_stand_out(theme):
    colours = theme()

    weak = {
        pair: round(ratio, 2)
        for pair in INK_ON
        if (ratio := contrast(*(luminance(colours[name]) for name in pair))) < 4.5
    }

    assert weak == {}


@pytest.mark.parametrize("theme", [light, dark], ids=["light", "dark"])
def test_edges_stand_out(theme):
    colours = theme()

    weak = {
        pair: round(ratio, 2)
        for pair in EDGE_ON
        if (ratio := contrast(*(luminance(colours[name]) for name in pair))) < 3
    }

    assert weak == {}


def test_every_hue_can_be_read():
    white = luminance("#ffffff")
    for hue in range(0, 360, 10):
        for ground in (oklch(0.31, 0.055, hue), oklch(0.265, 0.045, hue)):
            assert contrast(white, ground) > 7
            assert contrast(oklch(0.8, 0.125, hue - 152), ground) > 4.5
            assert contrast(oklch(0.8, 0.125, hue - 152), oklch(0.25, 0.048, hue)) > 4.5


def test_the_front_end_lock_names_no_registry():
    lock = json.loads((SOURCE / "package-lock.json").read_text(encoding="utf-8"))

    assert not [name for name, entry in lock["packages"].items() if "resolved" in entry]
