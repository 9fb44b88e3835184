import pytest

from tests.factories import person
from tests.factories.api import caller
from tests.factories.strategy import draft
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.models import Milestone, Suggestion, Thread
from wco_portal.publishing.rules import schema
from wco_portal.publishing.selectors import documents as reading

pytestmark = pytest.mark.django_db
PLAN = "/api/v1/plans/2019-2022/"


def test_a_program_suggests_decides_comments_and_names():
    plan = draft()
    section = plan.elements.get(number="SO1").public_id
    [block] = schema.blocks(reading.in_language(plan.text, "en").body, section=section)
    place = {"language": "en", "block": schema.block_id(block)}
    writer = person(R.EDITOR)
    editor, approver = caller(writer), caller(person(R.APPROVER))

    made = approver("post", f"{PLAN}suggest/", place | {"words": "Suggested by a program."})
    assert made.status_code == 200, made.json()
    [told] = approver("get", f"{PLAN}suggestions/").json()
    assert told["words"].strip() == "Suggested by a program."
    assert (told["was"].strip(), told["section"]) == ("Words of SO1.", section)
    chosen = {"section": section, "chosen": "all", "is_accepted": True}
    assert approver("post", f"{PLAN}decide/", chosen).status_code == 403
    late = editor("post", f"{PLAN}decide/", chosen | {"until": "2019-01-01T00:00:00Z"})
    assert late.json()["code"] == "suggestion_changed"
    assert editor("post", f"{PLAN}decide/", chosen).status_code == 200
    assert Suggestion.objects.get().state == "accepted"
    said = place | {"words": "Why?", "quote": "by a program"}
    assert approver("post", f"{PLAN}comment/", said).status_code == 200
    thread = {"thread": Thread.objects.get().public_id}
    for act, more in (
        ("answer", {"words": "So."}),
        ("assign", {"to": writer.key}),
        ("resolve", {}),
    ):
        assert editor("post", f"{PLAN}{act}-thread/", thread | more).status_code == 200
    assert editor("post", f"{PLAN}name-version/", {"name": "Spoken"}).status_code == 200

    assert Thread.objects.get().resolved_by == writer
    assert Milestone.objects.count() == 2
    wrong = {"thread": "ZZZZZZZZZZ"}
    assert editor("post", f"{PLAN}resolve-thread/", wrong).json()["code"] == "thread_unknown"
    stranger = caller(person(R.FOCAL_POINT, member="sen"))
    assert stranger("get", f"{PLAN}suggestions/").status_code in {403, 404}
    assert stranger("post", f"{PLAN}suggest/", place | {"words": "x"}).status_code in {403, 404}


def test_a_program_renews_what_was_typed():
    plan = draft()
    section = plan.elements.get(number="SO1").public_id
    [block] = schema.blocks(reading.in_language(plan.text, "en").body, section=section)
    writer = person(R.APPROVER)
    own, other = caller(writer), caller(person(R.EDITOR))
    place = {"language": "en", "block": schema.block_id(block)}
    own("post", f"{PLAN}suggest/", place | {"words": "Typed."})
    Suggestion.objects.update(is_typed=True)
    [told] = own("get", f"{PLAN}suggestions/").json()

    def renew(call, words, **more):
        given = {"suggestion": told["id"], "words": words} | more
        return call("post", f"{PLAN}renew-suggestion/", given)

    assert renew(other, "Mine.").json()["code"] == "not_yours"
    assert renew(own, "Words of SO1.").json()["code"] == "unchanged"
    assert renew(own, "Typed\n\nanew.", at=told["at"]).status_code == 200
    assert renew(own, "Late.", at="2019-01-01T00:00:00Z").json()["code"] == "suggestion_changed"
    [fresh] = own("get", f"{PLAN}suggestions/").json()
    assert (fresh["words"], fresh["id"], fresh["is_typed"]) == (
        "Typed\n\nanew.\n",
        told["id"],
        True,
    )
    other("post", f"{PLAN}decide/", {"section": section, "chosen": told["id"], "is_accepted": True})
    assert renew(own, "Again.").json()["code"] == "suggestion_changed"
