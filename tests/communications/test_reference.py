import re
from pathlib import Path

import pytest

from communications.models import Practice
from communications.services import demonstration, reference

HANDBOOK = demonstration.HANDBOOK


def kinds(text):
    """Name the kind of each block, for a comparison of the languages."""
    marks = [("## ", "heading"), ("# ", "title"), ("- ", "item")]
    return [
        next(
            (kind for mark, kind in marks if line.startswith(mark)),
            "item" if re.match(r"\d\. ", line) else "words",
        )
        for line in text.splitlines()
        if line
    ]


@pytest.mark.parametrize("path", sorted(HANDBOOK.glob("*.en.md")), ids=lambda path: path.stem)
def test_a_chapter_says_the_same_in_both_languages(path):
    english, french = path.read_text(), Path(str(path).replace(".en.", ".fr.")).read_text()

    assert kinds(english) == kinds(french)
    assert min(len(english.split()), len(french.split())) >= 650
    assert not re.search(r"\w'\w| [;:!?»]|« ", french)


def test_practices_that_are_not_invented_name_source_and_date():
    facts = [row for row in reference.read("practices") if not row["is_demonstration"]]

    assert len(facts) == 6
    assert all(row["source"]["publisher"] and row["source"]["date"] for row in facts)


@pytest.mark.django_db
def test_practices_are_known_since_their_source_appeared():
    found = Practice.objects.published().values_list("slug", "source__published", "published_at")

    assert len(found) == 6
    assert {published for _slug, published, _at in found} >= {"2019-03-18", "2012"}


@pytest.mark.django_db
def test_what_appeared_later_is_not_shown_yet(business_time):
    business_time(2019, 3, 1, 9)

    assert "a-regional-conference-under-the-theme" not in Practice.objects.published().values_list(
        "slug", flat=True
    )
