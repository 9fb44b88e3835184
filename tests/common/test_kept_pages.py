"""A page kept for anybody is always the page that would be made now."""

import datetime as dt
import time

import psycopg
import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from strategy.models import AnnualTheme
from tests.factories import person
from wco_portal.common import page_cache
from wco_portal.common.models import BusinessClock
from wco_portal.directory.enums import RoleName as R

# The snapshot is of the whole server: another process that writes at the same time would change it.
pytestmark = [pytest.mark.system, pytest.mark.alone]
PAGE = "/en/themes/2019/"
# The version alone: the page comes from what was kept.
KEPT = 1
# What another process connects to the tests' database with.
ADDRESS = ("dbname", "user", "password", "host", "port")


@pytest.fixture
def reader(committed, business_time):
    """A browser of anybody; what others write is committed. The minute has just begun."""
    for year in (2018, 2019):
        words = {"title_en": "As it was", "public_from": dt.date(year, 1, 26), "hue": 210}
        words["announced_on"] = None
        AnnualTheme.objects.update_or_create(year=year, defaults=words)
    business_time(2019, 3, 27, 9)
    return Client()


@pytest.fixture
def others(reader):
    """Two more connections, each in a transaction of its own."""
    params = connection.get_connection_params()
    words = {name: params[name] for name in ADDRESS if name in params}
    with psycopg.connect(**words) as one, psycopg.connect(**words) as two:
        yield one, two


def seen(reader, page=PAGE, **headers):
    return reader.get(page, headers=headers).content.decode()


def rename(title, *, by=connection, year=2019):
    with by.cursor() as cursor:
        cursor.execute(
            "UPDATE strategy_annualtheme SET title_en = %s WHERE year = %s", [title, year]
        )


def undisturbed(act):
    """Do it again where the server's own work, such as a vacuum, came between."""
    for _again in range(10):
        before = page_cache.version()
        done = act()
        if page_cache.version() == before:
            return done
    pytest.fail("The server is never at rest.")


def asked(path, **headers):
    """Ask as somebody new; return the answer and how many questions it took."""
    with CaptureQueriesContext(connection) as questions:
        answer = Client().get(path, headers=headers)
    return answer, len(questions)


def test_second_reader_gets_what_the_first_one_got(reader):
    def read():
        first = reader.get(PAGE)
        etag = {"if-none-match": first.headers["ETag"]}
        return first, asked(PAGE), asked(PAGE, **etag)

    first, (second, questions), (known, again) = undisturbed(read)

    assert (questions, again) == (KEPT, KEPT)
    assert second.content == first.content
    assert (known.status_code, known.content) == (304, b"")


def test_edit_is_seen_at_once(reader):
    seen(reader)

    rename("Edited now")

    assert "Edited now" in seen(reader)


def test_edit_is_missed_when_the_version_does_not_tell_it(reader, monkeypatch):
    monkeypatch.setattr(page_cache, "version", lambda: "always the same")
    seen(reader)

    rename("Edited now")

    assert "Edited now" not in seen(reader)


def test_edits_are_seen_from_their_commit_on_in_whatever_order(reader, others):
    early, late = others
    rename("Early", by=early)
    rename("Late", by=late, year=2018)
    before = seen(reader), seen(reader, "/en/themes/2018/")
    late.commit()
    between = seen(reader), seen(reader, "/en/themes/2018/")
    early.commit()
    after = seen(reader), seen(reader, "/en/themes/2018/")

    def told(pair):
        return "Early" in pair[0], "Late" in pair[1]

    assert [told(each) for each in (before, between, after)] == [
        (False, False),
        (False, True),
        (True, True),
    ]


def test_edit_that_is_taken_back_is_never_seen(reader, others):
    rename("Taken back", by=others[0])
    seen(reader)
    others[0].rollback()
    with transaction.atomic():
        rename("Not yet")
        inside = seen(reader)
        transaction.set_rollback(True)

    assert "Not yet" in inside
    assert "As it was" in seen(reader)


def test_step_of_the_clock_and_its_minute_are_seen_at_once(reader, business_time):
    assert "27\xa0March\xa02019" in seen(reader).replace(" ", "\xa0")
    business_time(2019, 6, 30, 12)
    assert "30\xa0June\xa02019" in seen(reader).replace(" ", "\xa0")

    midnight = dt.datetime(2019, 7, 1, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    soon = dt.timedelta(seconds=2)
    BusinessClock.objects.update(ahead_by=midnight - timezone.now() - soon)
    before = seen(reader)
    time.sleep(soon.total_seconds())

    assert "30\xa0June\xa02019" in before.replace(" ", "\xa0")
    assert "1\xa0July\xa02019" in seen(reader).replace(" ", "\xa0")


def test_each_language_theme_and_weight_has_a_page_of_its_own(reader):
    plain, french = seen(reader), seen(reader, "/fr/themes/2019/")
    light = seen(reader, **{"save-data": "on"})
    reader.cookies["theme"] = "dark"
    dark = seen(reader)
    shrunk = {name: reader.get(PAGE, headers={"accept-encoding": name}) for name in ("br", "gzip")}

    assert ['lang="en"' in plain, 'lang="fr"' in french] == [True, True]
    assert ['data-theme="dark"' in each for each in (plain, light, dark)] == [False, False, True]
    assert ["woff2" in each for each in (plain, light, dark)] == [True, False, True]
    assert {each.headers["Content-Encoding"] for each in shrunk.values()} == set(shrunk)
    assert seen(Client()) == plain


def test_who_signed_in_neither_gets_nor_leaves_a_page(reader):
    inside = Client()
    inside.force_login(person(R.EDITOR))

    own, anybody, again = seen(inside), seen(reader), seen(inside)

    assert ["Sign out" in each for each in (own, anybody, again)] == [True, False, True]
    assert inside.get(PAGE).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("page", ["/en/demo/", "/en/accounts/login/"])
def test_page_whose_form_needs_a_token_is_never_kept(reader, page):
    known = Client()
    known.get(page)

    answers = known.get(page), known.get(page), reader.get(page)

    assert all(answer.cookies["csrftoken"].value for answer in answers)
    assert len({answer.content for answer in answers}) == len(answers)


def test_shelf_lets_go_of_what_was_asked_for_longest_ago():
    shelf = page_cache.Shelf(most_bytes=25)
    answers = {name: page_cache.Kept(bytes(10), {}) for name in "abc"}

    shelf.keep("a", 1, answers["a"])
    shelf.keep("b", 1, answers["b"])
    shelf.find("a", 1)
    shelf.keep("c", 1, answers["c"])

    assert [shelf.find(name, 1) for name in "abc"] == [answers["a"], None, answers["c"]]
    assert shelf.find("a", 2) is None
