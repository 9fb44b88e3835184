import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import translation

from tests.factories.people import person
from wco_portal.audit import services as audit
from wco_portal.audit.services import outbox
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Region
from wco_portal.search import selectors, tables
from wco_portal.search.enums import Audience
from wco_portal.search.models import SearchEntry
from wco_portal.search.services import index
from wco_portal.search.tables import Found

pytestmark = pytest.mark.django_db

NOBODY = AnonymousUser()
# French pairs: what stands in the text, what somebody types.
PAIRS = [
    ("évaluation", "evaluation"),
    ("évaluations", "évaluation"),
    ("douanière", "douanier"),
    ("douanières", "douaniere"),
    ("l’éthique", "ethique"),
    ("échanges", "echange"),
    ("Règlement", "reglement"),
    ("réglementaire", "réglementaires"),
    ("Côte d’Ivoire", "cote ivoire"),
    ("recettes", "recette"),
    ("sécurité", "securite"),
    ("priorités", "priorité"),
]


@pytest.fixture
def things(monkeypatch):
    """Put things into the index: `things(Found(...), ...)`."""
    rows = []
    source = tables.Origin("thing", "Things", lambda: rows, ("tests.thing.",))
    monkeypatch.setitem(tables.SOURCES, "thing", source)

    def put(*found):
        rows[:] = found
        index.rebuild()

    return put


def thing(key, en="", fr="", **more):
    return Found(key=key, address=lambda: f"/{key}/", title_en=en, title_fr=fr, **more)


def keys(typed, actor=NOBODY):
    hits = selectors.entries.find(typed, actor=actor)
    rows = dict(SearchEntry.objects.filter(kind="thing").values_list("pk", "key"))
    return {rows[hit.pk] for hit in hits if hit.pk in rows}


@pytest.mark.parametrize(("written", "typed"), PAIRS)
def test_french_is_found_with_and_without_accents_and_endings(things, written, typed):
    things(thing("one", fr=f"Le texte de {written} ici"), thing("two", fr="Autre chose"))

    assert keys(typed) == {"one"}


@pytest.mark.parametrize("typed", ["sao tome", "São Tomé", "SAO TOME"])
def test_english_is_found_without_accents_too(things, typed):
    things(thing("one", en="São Tomé and Príncipe"))

    assert keys(typed) == {"one"}


def test_all_words_must_stand_there_and_stop_words_do_not_count(things):
    things(thing("one", fr="La gestion des frontières"), thing("two", fr="La gestion des risques"))

    assert keys("gestion de la frontière") == {"one"}
    assert keys("gestion") == {"one", "two"}
    assert keys("de la") == set()


def test_glossary_finds_the_other_language_and_says_so(things):
    things(thing("one", en="Customs at the border"), thing("two", en="Something else"))

    hits = selectors.entries.find("douanes", actor=NOBODY)
    ours = [hit for hit in hits if hit.kind == "thing"]
    shown = selectors.entries.show(ours, typed="douanes")

    assert [each.title for each in shown] == ["Customs at the border"]
    assert shown[0].by_glossary == "customs"


def test_term_of_several_words_has_its_equivalent(things):
    things(
        thing("one", en="Coordinated border management in practice"),
        thing("two", en="Management of a border and of coordinated things"),
    )

    assert keys("gestion coordonnée des frontières") == {"one", "two"}
    assert keys("e-commerce") == set()


def test_word_with_a_hyphen_is_found(things):
    things(thing("one", en="Cross-border e-commerce"), thing("two", fr="Le commerce électronique"))

    assert keys("e-commerce") == {"one", "two"}


def test_thing_is_shown_once_in_the_readers_language(things):
    things(thing("one", en="Kampala workshop", fr="Atelier de Kampala"))

    with translation.override("fr"):
        hits = [h for h in selectors.entries.find("kampala", actor=NOBODY) if h.kind == "thing"]
        shown = selectors.entries.show(hits, typed="kampala")

    assert [each.title for each in shown] == ["Atelier de Kampala"]
    assert not shown[0].is_foreign


def test_only_the_other_language_has_it_and_that_is_said(things):
    things(thing("one", fr="Une pratique sénégalaise"))

    hits = [h for h in selectors.entries.find("senegalaises", actor=NOBODY) if h.kind == "thing"]

    assert selectors.entries.show(hits, typed="senegalaises")[0].is_foreign


def test_nobody_finds_what_is_not_theirs_or_not_yet(things):
    things(
        thing("open", en="Zebra"),
        thing("members", en="Zebra", audience=Audience.MEMBERS),
        thing("staff", en="Zebra", audience=Audience.SECRETARIAT),
        thing("later", en="Zebra", visible_from=dt.date(2019, 3, 28)),
        thing("today", en="Zebra", visible_from=dt.date(2019, 3, 27)),
    )

    assert keys("zebra") == {"open", "today"}
    assert keys("zebra", person()) == {"open", "today"}
    assert keys("zebra", person(R.DELEGATE, member="sen")) == {"open", "today", "members"}
    assert keys("zebra", person(R.EDITOR)) == {"open", "today", "members", "staff"}


def test_found_words_are_marked_and_the_rest_is_escaped(things):
    things(thing("one", en="T", body_en="<script>alert(1)</script> the zebra runs"))

    hits = selectors.entries.find("zebras", actor=NOBODY)
    shown = selectors.entries.show(hits, typed="zebras")

    assert "<mark>zebra</mark>" in shown[0].excerpt
    assert "<script>" not in shown[0].excerpt


@pytest.mark.parametrize("typed", ["kampalla", "Kampela", "camera"])
def test_slip_of_the_pen_gets_a_guess(things, typed):
    things(thing("one", en="Workshop in Kampala with a camera"))

    assert selectors.entries.did_you_mean(typed) == ("" if typed == "camera" else "kampala")


@pytest.mark.parametrize(
    "typed", ["", "   ", "!!!", "'", "a" * 500, "\x00", "& | ! ( ) :*", "%", "é" * 200, "%s %(x)s"]
)
def test_whatever_is_typed_is_answered(things, typed):
    things(thing("one", en="Zebra"))

    assert keys(typed) == set()
    selectors.entries.did_you_mean(typed)


def test_event_renews_its_kind(things):
    things(thing("one", en="Zebra"))
    tables.SOURCES["thing"].found().append(thing("two", en="Zebra"))

    audit.record("tests.thing.made", target=Region.objects.get(code="wca"))
    assert keys("zebra") == {"one"}
    outbox.sweep()

    assert keys("zebra") == {"one", "two"}


def test_entry_that_is_gone_is_no_longer_found(things):
    things(thing("one", en="Zebra"), thing("two", en="Zebra"))
    things(thing("two", en="Zebra"))

    assert keys("zebra") == {"two"}


def test_index_is_used():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM search_searchentry WHERE document @@ search_query('fr', 'x')"
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "search_entry_document" in plan
