"""Pages of plans ask as often, and read as little, with much behind them as with little."""

import sys

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from strategy.selectors import comparisons, contents, plans
from tests.factories.people import person
from tests.factories.strategy import draft
from wco_portal.common import clock, ids
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.models import Revision
from wco_portal.publishing.services import frozen

pytestmark = pytest.mark.django_db
PLAN = "/en/plans/2019-2022/"
CONTENT = '"publishing_frozenversion"."content"'
BODY = '"publishing_revision"."body"'


@pytest.fixture
def plan():
    return draft()


def freeze(plan, times):
    for _time in range(times):
        frozen.freeze(
            plan.public_id,
            content=contents.of(plan),
            reason={"en": "For the meeting", "fr": "Pour la réunion"},
            event="strategy.plan.submitted",
            by=None,
        )


def asked(client, path):
    """Return the queries of a page that was shown before."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in queries]


def reads(queries, column):
    """Count the queries that bring whole rows of a column, which may be megabytes."""
    return sum(column in sql.split(" FROM ")[0] for sql in queries)


@pytest.mark.parametrize(
    ("who", "path"),
    [
        (None, PLAN),
        (None, f"{PLAN}history/"),
        (None, f"{PLAN}compare/"),
        (R.EDITOR, PLAN),
        (R.EDITOR, f"{PLAN}compare/?old=1&new=2"),
    ],
)
def test_a_page_reads_no_more_of_many_versions_than_of_few(client, plan, who, path):
    if who:
        client.force_login(person(who))
    freeze(plan, 2)
    few = asked(client, path)
    freeze(plan, 10)

    many = asked(client, path)

    assert len(many) == len(few)
    assert reads(many, CONTENT) == 0


def test_a_version_is_read_once_and_each_has_its_own_words(client, plan):
    freeze(plan, 1)
    section = plan.elements.get(number="SO1").public_id
    document = plan.text.documents.get(language="en")
    for each in document.body["content"]:
        if each["attrs"]["id"] == section:
            each["content"][0]["content"][0]["text"] = "Words that came later."
    document.save()
    freeze(plan, 1)

    first, second = (client.get(f"{PLAN}versions/{n}/").content.decode() for n in (1, 2))
    again = asked(client, f"{PLAN}versions/1/")

    assert "Words of SO1." in first
    assert "Words that came later." not in first
    assert "Words that came later." in second
    assert reads(again, CONTENT) == 0


def revisions(plan, since, until):
    """Keep further versions of the English text."""
    document = plan.text.documents.get(language="en")
    Revision.objects.bulk_create(
        Revision(
            document=document,
            version=version,
            body=document.body,
            sha256=f"{version:064}",
            at=clock.now(),
        )
        for version in range(since, until)
    )


def test_the_history_of_many_versions_opens_as_that_of_few(client, plan):
    client.force_login(person(R.EDITOR))
    revisions(plan, 100, 110)
    few = asked(client, f"{PLAN}revisions/")
    revisions(plan, 110, 400)

    many = asked(client, f"{PLAN}revisions/")

    assert len(many) == len(few)
    assert reads(many, BODY) == 0
    assert reads(many, '"publishing_document"."body"') == 0


def text(sections):
    """Make a text of so many sections; its twin has other words in one of ten."""

    def body(said):
        return {
            "type": "doc",
            "content": [
                {
                    "type": "section",
                    "attrs": {"id": key},
                    "content": [
                        {
                            "type": "paragraph",
                            "attrs": {"id": f"{key[::-1]}"},
                            "content": [
                                {"type": "text", "text": f"Trade {number} is {said(number)}"}
                            ],
                        }
                    ],
                }
                for number, key in enumerate(keys)
            ],
        }

    keys = [ids.public_id() for _section in range(sections)]
    elements = [{"id": key, "number": "1", "title": {"en": "A", "fr": "B"}} for key in keys]
    bodies = (body(lambda _number: "safe."), body(lambda n: "swift." if n % 10 == 0 else "safe."))
    return [{"elements": elements, "documents": {"en": each, "fr": each}} for each in bodies]


def steps(act):
    """Count the calls that an act makes: unlike its time it is the same on every machine."""
    count = 0

    def called(_frame, event, _arg):
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count


def compared(sections):
    old, new = text(sections)
    return steps(lambda: comparisons.between(old, new, language="en"))


def read(sections):
    old, _new = text(sections)

    def act():
        reading = plans.Reading(old["documents"])
        return [reading.words(each["id"]) for each in old["elements"]]

    return steps(act)


@pytest.mark.parametrize("act", [compared, read])
def test_ten_times_the_elements_take_ten_times_the_steps(act):
    act(10)

    few, many = act(40), act(400)

    assert many < 11 * few
