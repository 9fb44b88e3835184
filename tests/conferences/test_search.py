import pytest

from conferences.selectors import cards, search
from tests.factories import person
from tests.factories.conferences import edition, nominate
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db


def test_the_named_conference_can_be_found_in_both_languages():
    found = list(search.conferences())

    assert [(each.title_en[:5], each.title_fr[:8]) for each in found] == [("First", "Première")]


def test_cards_of_registrations_are_for_who_may_see_them():
    (one,) = nominate(edition(), "sen")
    ids = [one.public_id]

    assert [card.title for card in cards.of_registrations(ids, one.person)] == [one.name]
    assert list(cards.of_registrations(ids, person(R.FOCAL_POINT, member="fra"))) == []
