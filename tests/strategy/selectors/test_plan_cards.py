import pytest
from django.contrib.auth.models import AnonymousUser

from strategy.selectors import plan_cards as cards
from strategy.services import decisions
from tests.factories import person
from tests.factories.strategy import draft
from wco_portal.directory.enums import RoleName as R
from wco_portal.links.services import links
from wco_portal.publishing.selectors import documents

pytestmark = pytest.mark.django_db


def test_a_sentence_is_seen_by_whom_its_text_is():
    plan = draft()
    [block] = [
        block
        for block, _section, words in documents.blocks(documents.both(plan.text)["en"].body)
        if words == "Words of SO1."
    ]

    [seen] = cards.of_blocks([block], person(R.EDITOR))
    assert (seen.title, seen.address[-12:]) == ("“Words of SO1.”", f"#b-{block}"[-12:])
    assert cards.of_blocks([block], AnonymousUser()) == []
    decisions.consult(plan, by=person(R.EDITOR))
    assert len(cards.of_blocks([block], AnonymousUser())) == 1


def test_the_page_of_an_objective_shows_the_thread_of_its_sentences(client):
    plan = draft()
    decisions.consult(plan, by=person(R.EDITOR))
    element, priority = (plan.elements.get(number=number) for number in ("SO1", "P4"))
    [block] = [
        block
        for block, section, _words in documents.blocks(documents.both(plan.text)["en"].body)
        if section == element.public_id
    ]
    links.join(("planblock", block), ("planelement", priority.public_id), relation="implements")

    page = client.get(element.get_absolute_url()).content.decode()

    assert f'href="#b-{block}"' in page
    assert "P4 E-Commerce" in page


def test_cards_of_plans_and_elements():
    plan, actor = draft(), AnonymousUser()
    element = plan.elements.get(number="P4")

    assert [card.title for card in cards.of_plans([plan.public_id], actor)] == [plan.title_en]
    [card] = cards.of_elements([element.public_id], actor)
    assert card.title.startswith("P4 E-Commerce")
    assert len(list(cards.any_plan(actor))) == 2
    assert element.public_id in {card.public_id for card in cards.any_element(actor)}
    assert cards.of_reviews(["AAAAAAAAAA"], actor) == []
    assert cards.of_amendments(["AAAAAAAAAA"], actor) == []
