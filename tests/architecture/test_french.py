"""The French of the interface: complete, typographically right, and in the organisation's terms."""

import csv
import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from wco_portal.common.management.commands import messages

PATH = Path(settings.LOCALE_PATHS[0]) / "fr" / "LC_MESSAGES" / "django.po"
TERMS_FILE = Path(settings.BASE_DIR) / "docs" / "terms.csv"
TERMS = list(csv.DictReader(TERMS_FILE.read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def texts():
    return [
        (message.id, message.string)
        for message in messages.read(PATH)
        if message.id and isinstance(message.id, str)
    ]


def test_a_missing_text_is_found():
    """That none is missing, `make check` says."""
    catalogue = messages.read(PATH)
    catalogue.delete("Annual theme")

    assert "French is missing: 'Annual theme'" in messages.check(catalogue, messages.extracted())


@pytest.mark.parametrize("term", TERMS, ids=[term["english"] for term in TERMS])
def test_terms_are_the_organisations_own(texts, term):
    english = re.compile(rf"(?<![\w-]){re.escape(term['english'])}(?![\w-])")
    never = re.compile(rf"(?<!\w){re.escape(term['never'])}(?!\w)") if term["never"] else None
    wrong = [
        (source, french)
        for source, french in texts
        if english.search(source)
        and (
            not any(word.lower() in french.lower() for word in term["french"].split("|"))
            or (never and never.search(french))
        )
    ]

    assert wrong == []


def french_of(path):
    """Give the French texts of a file of the reference or demonstration data."""
    words = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return [words]
    if path.suffix == ".csv":
        rows = csv.DictReader(words.splitlines())
        return [row[name] for row in rows for name in row if name and name.endswith("_fr")]
    return list(_french_in(json.loads(words)))


def _french_in(node, name=""):
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _french_in(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from _french_in(value, name)
    elif isinstance(node, str) and (name == "fr" or name.endswith("_fr")):
        yield node


DATA = sorted(
    path
    for kind in ("*.csv", "*.json", "*.fr.md")
    for path in Path(settings.BASE_DIR).glob(f"*/**/data/**/{kind}")
    if not {".venv", "node_modules", "var"} & set(path.parts)
)


@pytest.mark.parametrize("path", DATA, ids=[path.name for path in DATA])
def test_french_of_the_data_is_set_as_french_is(path):
    assert [text for text in french_of(path) if messages.WRONG.search(text or "")] == []
