"""The front end's law: logical properties, no inline code, no colour without a token."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHEETS = sorted((ROOT / "static" / "src" / "css").rglob("*.css"))
TEMPLATES = sorted(p for p in (ROOT / "templates").rglob("*.html") if "emails" not in p.parts)
PHYSICAL = re.compile(
    r"(?<![-\w])(?:margin|padding|border|inset)?-?(?:left|right|top|bottom)\s*:"
    r"|(?<![-\w])(?:min-|max-)?(?:width|height)\s*:(?!\s*[\d.]+rem\s*\))"
    r"|(?:text-align|float)\s*:\s*(?:left|right)"
)
INLINE = re.compile(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)|javascript:")


# A word that a tag sets, and one that a condition asks for.
SET = re.compile(r"{% [^%]*\bas(?:var)? (\w+)")
ASKED = re.compile(r"{% (?:el)?if ([^%]*) %}")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda p: p.name)
def test_sheets_use_logical_properties_only(sheet):
    text = re.sub(r"@media[^{]*", "", sheet.read_text(encoding="utf-8"))

    assert PHYSICAL.findall(text) == []


@pytest.mark.parametrize("page", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_pages_carry_no_inline_code(page):
    assert INLINE.findall(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_block_asks_for_nothing_that_another_block_has_set(page):
    """What a block sets ends with it: asked for elsewhere it is silently false."""
    pieces = re.split(r"{% block \w+ %}", page.read_text(encoding="utf-8"))[1:]
    known = [set(SET.findall(piece)) for piece in pieces]
    asked = [set(re.findall(r"(?<![.\w\"'])\w+", " ".join(ASKED.findall(p)))) for p in pieces]
    elsewhere = set().union(*known)

    assert [found for mine, words in zip(known, asked, strict=True)
            if (found := words & elsewhere - mine)] == []  # fmt: skip


def test_words_do_not_stand_in_a_box_that_is_made_for_a_tick_alone():
    """The box is as large as a finger: words in it run over their neighbours."""
    boxes = [
        (page.name, box)
        for page in TEMPLATES
        for box in re.findall(r'<label class="hit">(.*?)</label>', page.read_text(), re.DOTALL)
    ]

    assert boxes
    assert [each for each in boxes if not re.search(r'<span class="vh">.*</span>$', each[1])] == []


def test_the_editor_stays_light_and_off_the_pages_that_are_read():
    built = (ROOT / "static" / "dist" / "editor.js").read_bytes()
    users = [p.name for p in TEMPLATES if "'editor.js'" in p.read_text(encoding="utf-8")]

    assert len(gzip.compress(built, 9)) <= 95_000
    assert sorted(users) == ["chapter_form.html", "plan_edit.html"]
