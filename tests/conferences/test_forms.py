import datetime as dt

import pytest

from conferences.forms import EditionForm

BODY = {
    "title_en": "An edition",
    "title_fr": "Une édition",
    "slug": "an-edition",
    "zone": "Asia/Tehran",
    "starts_on": "2020-05-14",
    "ends_on": "2020-05-16",
    "quota": "3",
    "nominations_close_at": "2020-04-27T18:00",
}


@pytest.mark.parametrize(
    ("zone", "local", "read"),
    [
        # Brussels skips the first hour and shows the second twice; Tehran does neither.
        ("Asia/Tehran", "2019-03-31T02:30", "03-30 22:00"),
        ("Asia/Tehran", "2019-10-27T02:30", "10-26 23:00"),
        ("Asia/Tehran", "2019-03-22T00:30", "no_such_time"),
        ("Europe/Brussels", "2019-03-31T02:30", "no_such_time"),
        ("Europe/Brussels", "2019-10-27T02:30", "10-27 00:30"),
    ],
)
def test_times_of_an_edition_are_those_of_its_place(db, zone, local, read):
    form = EditionForm(BODY | {"zone": zone, "nominations_open_at": local})

    if form.is_valid():
        found = f"{form.cleaned_data['nominations_open_at'].astimezone(dt.UTC):%m-%d %H:%M}"
    else:
        found = form.errors.as_data()["nominations_open_at"][0].code
    assert found == read
