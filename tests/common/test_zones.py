"""The choice of time zones."""

from django.utils.translation import override

from wco_portal.common import zones


def test_zones_are_named_and_ordered_in_the_language_of_the_reader():
    with override("en"):
        english = dict(zones.choices())
    with override("fr"):
        french = dict(zones.choices())
    assert ("Europe/Brussels", "Brussels") in english["Europe"]
    assert ("Europe/Brussels", "Bruxelles") in french["Europe"]
    cities = [city for _zone, city in french["Afrique"]]
    # The article does not count: Le Caire stands among the words with C.
    assert cities.index("Bujumbura") < cities.index("Le Caire") < cities.index("Casablanca")


def test_a_zone_that_a_thing_has_already_is_offered():
    assert ("Europe/Kiev", "Kyiv") in dict(zones.choices("Europe/Kiev"))["Europe"]
    assert zones.choices() == zones.choices("")
