import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from strategy import selectors
from strategy.models import AnnualTheme
from wco_portal.common import clock

pytestmark = pytest.mark.django_db


def test_only_announced_themes_are_there():
    years = list(selectors.themes.announced().values_list("year", flat=True))

    assert years == list(range(2019, 2007, -1))


def test_the_theme_of_a_year_is_public_from_its_announcement_not_from_26_january():
    day_before, day = dt.date(2018, 11, 7), dt.date(2018, 11, 8)

    assert not selectors.themes.announced(on=day_before).filter(year=2019).exists()
    assert selectors.themes.announced(on=day).filter(year=2019).exists()


def test_the_theme_of_the_year_is_that_of_the_year_even_when_the_next_is_announced():
    assert selectors.themes.current(on=dt.date(2018, 12, 1)).year == 2018
    assert selectors.themes.current().year == 2019


def test_the_matrix_of_2019_has_five_rows_and_shows_its_gaps(django_assert_num_queries):
    theme = AnnualTheme.objects.get(year=2019)

    with clock.held(), django_assert_num_queries(4):
        rows = selectors.themes.matrix(theme, actor=AnonymousUser())

    assert [row.principle.letter for row in rows] == list("SMART")
    assert rows[0].goals == ["1", "3"]
    assert rows[4].goals == []
    assert [a.code for a in rows[3].activities] == ["enforcement-committee-2019"]


def test_editions_of_a_study_are_not_shown_before_they_came_out(business_time):
    study = selectors.research.by_slug("disruptive-technologies")
    assert list(study.editions.all()) == []

    business_time(2019, 7, 1)

    study = selectors.research.by_slug("disruptive-technologies")
    assert [edition.number for edition in study.editions.all()] == [1]
