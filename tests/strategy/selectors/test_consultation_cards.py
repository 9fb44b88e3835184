"""Consultations are found and linked, as far as the reader may see them."""

import pytest
from django.contrib.auth.models import AnonymousUser

from strategy import services
from strategy.selectors import consultation_cards, search
from tests.factories import person
from tests.factories.consultations import answer, close, consultation, draft
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()


def test_drafts_are_neither_found_nor_linked():
    made, hidden = consultation(), draft("hidden")
    ids = [made.public_id, hidden.public_id]

    assert [found.key for found in search.consultations()] == [made.public_id]
    assert [card.public_id for card in consultation_cards.of_any(ids, ANYBODY)] == [made.public_id]
    assert len(list(consultation_cards.of_any(ids, person(R.EDITOR)))) == 2
    assert len(list(consultation_cards.options(ANYBODY))) == 1


def test_what_a_region_says_is_linked_when_it_is_public():
    made = consultation()
    coordinator, chair = person(R.COORDINATOR, region="wca"), person(R.VICE_CHAIR, region="wca")
    synthesis = made.syntheses.get(region__code="wca")
    answer(made, Member.objects.get(code="sen"), "1234")
    services.syntheses.save(synthesis, text_en="One.", text_fr="Un.", version=0, by=coordinator)
    seen = services.syntheses.propose(synthesis, version=1, by=coordinator).version
    services.syntheses.clear(synthesis, version=seen, by=chair)

    assert list(consultation_cards.of_syntheses([synthesis.public_id], ANYBODY)) == []
    services.consultations.publish(close(made), by=person(R.EDITOR))
    (card,) = consultation_cards.of_syntheses([synthesis.public_id], ANYBODY)

    assert card.title.startswith("West and Central Africa")
    assert [each.public_id for each in consultation_cards.said(ANYBODY)] == [card.public_id]
