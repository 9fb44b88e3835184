"""Goals and priorities that an amendment adds at the top of the plan."""

import pytest
from django.core.exceptions import ValidationError

from strategy import selectors
from strategy.models import AmendmentAddition, PlanElement
from strategy.rules.amendments import worded
from strategy.services import amendment_additions, amendments
from tests.factories.amendments import (
    DAY,
    EFFECT,
    NEW,
    TOP,
    added,
    council,
    goal,
    in_force,
    written,
)
from tests.factories.api import caller
from tests.factories.people import person
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db

BASE = "/en/plans/2016-2019/"


def take_effect(made, business_time):
    amendments.submit(made, meeting=council(), effective_on=EFFECT, by=person(R.EDITOR))
    amendments.adopt(made, reference="C 134", decided_on=DAY, by=person(R.APPROVER))
    business_time(2019, 6, 30, 9)
    assert amendments.take_effect(clock.now()) == 1


def numbers(**found):
    return list(in_force().elements.filter(**found).in_order().values_list("number", flat=True))


def test_a_goal_and_priorities_stand_after_their_like_from_the_day_on(business_time, client):
    made, before = written(), numbers()
    first = in_force().elements.named().in_order().first()
    titled = worded({"en": first.slug, "fr": "Encore"}, NEW["text"])
    unnamed = worded({"en": "", "fr": "Sans nom"}, NEW["text"])
    one = added(made, under=TOP, kind="goal")
    two, three = (added(made, under=TOP, kind="priority", words=titled) for _ in range(2))
    four = added(made, under=TOP, kind="priority", words=unnamed)
    amendment_additions.rewrite(
        four,
        under=None,
        kind="priority",
        words=worded({"en": "…", "fr": "…"}, NEW["text"]),
        base_version=1,
        by=person(R.EDITOR),
    )

    take_effect(made, business_time)

    found = {each.public_id: each for each in in_force().elements.filter(added_on=EFFECT)}
    assert (found[one.public_id].number, found[one.public_id].parent) == ("8", None)
    last = before.index("7") + 1
    came = [found[each.public_id].number for each in (two, three, four)]
    assert numbers() == [*before[:last], "8", *before[last:], *came]
    assert [found[each.public_id].slug for each in (two, three, four)] == [
        f"{first.slug}-2",
        f"{first.slug}-3",
        four.public_id.lower(),
    ]
    for each in found.values():
        assert client.get(each.get_absolute_url()).status_code == 200
    assert "Added on 30\u00a0June 2019" in client.get(BASE).content.decode()
    assert NEW["title"]["en"] not in client.get(f"{BASE}?as_of=2019-06-29").content.decode()
    assert selectors.reviews.steering_counts([made.review]) == {in_force().pk: 7}


def test_what_stands_at_the_top_says_so_in_what_is_frozen_on_the_page_and_in_the_api(client):
    made, editor = written(), person(R.EDITOR)
    ask, address = caller(editor), f"/api/v1/amendments/{made.public_id}/"
    part = {"part_of": None, "kind": "goal", **NEW}
    assert ask("post", f"{address}add/", part).status_code == 200
    assert ask("post", f"{address}add/", part | {"kind": "objective"}).status_code == 422
    told = ask("get", f"{address}changes/").json()["changes"][-1]
    assert (told["verdict"], told["kind"], told["part_of"]) == ("add", "goal", None)

    client.force_login(editor)
    assert "stands at the top of the plan" in client.get(made.get_absolute_url()).content.decode()
    one = AmendmentAddition.objects.get()
    page = client.get(f"{made.get_absolute_url()}additions/{one.public_id}/")
    form = page.context["form"]
    offered = [code for code, _label in form.fields["kind"].choices]
    assert ("goal" in offered, "priority" in offered, "layer" in offered) == (True, True, False)
    assert form["under"].value() == ""
    again = {name: form[name].value() for name in form.fields} | {"under": goal().public_id}
    wrong = client.post(page.request["PATH_INFO"], again)
    assert list(wrong.context["form"].errors) == ["kind"]
    assert client.post(page.request["PATH_INFO"], again | {"under": ""}).status_code == 302


def test_a_function_is_added_at_the_top_where_the_plan_has_one_there():
    made = written()
    with pytest.raises(ValidationError, match="strategic goal or priority"):
        added(made, under=TOP, kind="function")
    in_force().elements.filter(number="6").update(kind="function")

    assert added(made, under=TOP, kind="function")
    assert not PlanElement.objects.filter(added_on__isnull=False).exists()
