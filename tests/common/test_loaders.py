"""What is dropped of a template before it is used, and what must not be."""

import re
from pathlib import Path

from django.template import engines
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "templates").rglob("*.html"))
# What a browser shows with its spaces and breaks.
EXACT = re.compile(r"<(pre|textarea)\b[^>]*>(.*?)</\1>", re.DOTALL)


def test_indentation_is_dropped_and_lines_keep_their_numbers():
    source = (ROOT / "templates" / "base.html").read_text()

    loaded = get_template("base.html").template.source

    assert "\n    " in source
    assert not re.search(r"\n[ \t]", loaded)
    assert loaded.count("\n") == source.count("\n")


def test_number_of_a_source_stays_at_its_word():
    path = ROOT / "templates" / "strategy" / "research_item.html"

    loaded = get_template("strategy/research_item.html").template.source

    assert re.search(r"%\}\s+\{% source item %\}", path.read_text())
    assert "\n{% source" not in loaded
    assert loaded.count("\n") == path.read_text().count("\n")


def test_texts_of_mails_are_left_as_they_are():
    path = next((ROOT / "templates" / "emails").glob("*.txt"))

    loaded = get_template(f"emails/{path.name}").template.source

    assert loaded == path.read_text()


def test_no_template_indents_what_is_shown_exactly():
    inside = {path.name: EXACT.findall(path.read_text()) for path in PAGES}

    assert sum(map(len, inside.values())) > 1
    assert [
        name
        for name, found in inside.items()
        if any(re.search(r"\n[ \t]", text) for _tag, text in found)
    ] == []


def test_a_value_keeps_its_spaces():
    shown = engines["django"].from_string("<pre>{{ text }}</pre>").render({"text": "a\n    b"})

    assert "\n    b" in shown
