"""Times of windows are those of the window's zone, whichever zone the portal stands in."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.utils import timezone

from strategy.forms.consultations import in_zone, moment
from strategy.forms.windows import RegionReopenForm
from tests.factories.consultations import consultation
from wco_portal.common import clock


class Window(forms.Form):
    """A window in a zone."""

    opens_at = moment("Opens")
    closes_at = moment("Closes")
    zone = forms.CharField()

    def clean(self):
        """Read the times as a form of the portal does."""
        return in_zone(self, super().clean())


def opening(local, zone):
    """Return the instant that the form reads, or what it says instead."""
    form = Window({"opens_at": local, "closes_at": "2020-06-01T12:00", "zone": zone})
    if form.is_valid():
        return f"{form.cleaned_data['opens_at'].astimezone(dt.UTC):%m-%d %H:%M}"
    return form.errors.as_data()["opens_at"][0].code


@pytest.mark.parametrize("portal", ["Europe/Brussels", "Asia/Tehran", "America/Santiago"])
@pytest.mark.parametrize(
    ("zone", "local", "read"),
    [
        ("Europe/Brussels", "2019-03-31T02:30", "no_such_time"),
        ("Europe/Brussels", "2019-10-27T02:30", "10-27 00:30"),
        ("Asia/Tehran", "2019-03-31T02:30", "03-30 22:00"),
        ("Asia/Tehran", "2019-10-27T02:30", "10-26 23:00"),
        ("Asia/Tehran", "2019-03-22T00:30", "no_such_time"),
        ("America/Santiago", "2019-09-08T00:30", "no_such_time"),
        ("America/Santiago", "2019-04-06T23:30", "04-07 02:30"),
        ("America/Santiago", "9999-12-31T23:59", "no_such_time"),
        ("Europe/Brussels", "0001-01-01T00:00", "no_such_time"),
    ],
)
def test_times_are_those_of_the_zone_on_nights_when_clocks_change(portal, zone, local, read):
    with timezone.override(portal):
        assert opening(local, zone) == read


@pytest.mark.django_db
def test_reopening_offers_a_time_of_the_clocks_that_it_names():
    made = consultation(zone="Asia/Tehran")
    ahead = (clock.now() + dt.timedelta(days=7)).astimezone(ZoneInfo("Asia/Tehran"))

    form = RegionReopenForm(made)

    assert f'value="{ahead:%Y-%m-%dT%H}:00"' in str(form["closes_at"])
