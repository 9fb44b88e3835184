import datetime as dt
import re
from types import SimpleNamespace

import pytest
from django import forms
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.utils.safestring import SafeString
from django.utils.translation import override

from wco_portal.common.models import Source
from wco_portal.common.parts import Part, Piece
from wco_portal.common.templatetags import truth

pytestmark = pytest.mark.django_db


def shown(source, **context):
    request = RequestFactory().get("/en/plans/?state=draft")
    html = Template("{% load ui %}" + source).render(RequestContext(request, context))
    return (
        re.sub(r"[ \n]+", " ", html)
        .replace(" >", ">")
        .replace("> ", ">")
        .replace(" <", "<")
        .strip()
    )


def test_text_that_fell_back_says_so():
    plan = SimpleNamespace(title_en="Integrity", title_fr="")

    with override("fr"):
        html = shown("{% text plan 'title' %}", plan=plan)

    assert '<span lang="en" dir="ltr">Integrity</span>' in html
    assert "en anglais" in html


def test_text_in_the_readers_language_carries_no_mark():
    plan = SimpleNamespace(title_en="Integrity", title_fr="Éthique")

    assert shown("{% text plan 'title' %}", plan=plan) == "Integrity"


def test_text_that_is_missing_is_not_known():
    plan = SimpleNamespace(title_en="", title_fr="")

    assert "not known" in shown("{% text plan 'title' %}", plan=plan)


def test_content_is_escaped():
    plan = SimpleNamespace(title_en="<b>x</b>", title_fr="")

    assert "&lt;b&gt;" in shown("{% text plan 'title' %}", plan=plan)


def test_a_source_keeps_its_number_on_the_page():
    source = Source(pk=7, publisher="WCO", title="Plan")
    other = Source(pk=8, publisher="WCO", title="Report")

    html = shown("{% source a %}{% source b %}{% source a %}{% sources %}", a=source, b=other)

    assert html.count('href="#source-1"') == 2
    assert html.count('href="#source-2"') == 1
    assert html.count("<li id=") == 2


def test_nothing_without_a_source():
    assert shown("{% source a %}", a=None) == ""


def test_a_days_french_is_first():
    with override("fr"):
        assert "1er\u00a0juillet 2019" in shown("{{ d|long_date }}", d=dt.date(2019, 7, 1))
        assert "21\u00a0juillet 2019" in shown("{{ d|long_date }}", d=dt.date(2019, 7, 21))


@pytest.mark.parametrize(("precision", "words"), [("month", "July\u00a02019"), ("year", ">2019<")])
def test_a_date_is_written_as_exactly_as_it_is_known(precision, words):
    html = shown("{{ d|long_date:p }}", d=dt.date(2019, 7, 1), p=precision)

    assert words in html


def test_a_moment_names_its_zone():
    at = dt.datetime(2019, 4, 30, 16, tzinfo=dt.UTC)

    assert "18:00</span>Brussels" in shown("{% moment at %}", at=at)
    assert "16:00</span>Dakar" in shown("{% moment at 'Africa/Dakar' %}", at=at)
    with override("fr"):
        assert "18\u00a0h\u00a000</span>Bruxelles" in shown("{% moment at %}", at=at)


def test_a_bar_reads_its_parts_out():
    html = shown("{% bar parts total=10 %}", parts=[Part(4, "final"), Part(1, "stale", "warn")])

    assert 'aria-label="4 final, 1 stale"' in html
    assert 'x="40.0" width="10.0"' in html
    assert "style=" not in html


def test_a_bar_of_nothing_is_empty():
    assert 'width="0.0"' in shown("{% bar parts total=0 %}", parts=[Part(0, "final")])


def test_a_difference_has_words_for_who_cannot_see_it():
    html = shown("{% diff p %}", p=[Piece("old", "removed"), Piece("new", "added")])

    assert "[removed:</span>old" in html
    assert "[added:</span>new" in html


def test_a_locked_act_says_why_and_sends_nothing():
    html = shown("{% act 'Submit' '/x/' why_not='Not yet.' %}")

    assert "Not yet." in html
    assert "<form" not in html


def test_an_open_act_is_armed():
    html = shown("{% act 'Submit' '/x/' %}")

    assert 'name="once"' in html
    assert 'action="/x/"' in html


class Sample(forms.Form):
    name = forms.CharField(help_text="As in the passport.")


def test_errors_lead_to_their_fields():
    html = shown("{{ form }}", form=Sample({}))

    assert '<a href="#id_name">Name</a>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html


def test_language_links_keep_the_page():
    html = shown("{% languages %}")

    assert 'href="/fr/plans/?state=draft"' in html


@pytest.mark.parametrize(
    ("language", "first", "last", "words"),
    [
        ("en", (2019, 5, 14), (2019, 5, 16), "14–16 May 2019"),
        ("fr", (2019, 5, 1), (2019, 5, 3), "1er–3 mai 2019"),
        ("en", (2019, 4, 30), (2019, 5, 2), "30 April – 2 May 2019"),
        ("en", (2018, 12, 30), (2019, 1, 2), "30 December 2018 – 2 January 2019"),
        ("en", (2019, 5, 14), (2019, 5, 14), "14 May 2019"),
    ],
)
def test_days_name_month_and_year_once(language, first, last, words):
    with override(language):
        html = shown("{% days a b %}", a=dt.date(*first), b=dt.date(*last))

    assert html.replace("\u00a0", " ") == words


def test_state_keeps_the_markup_of_its_word():
    word = SafeString('in force to <b class="nowrap">30 June</b>')

    assert 'In force to<b class="nowrap">30 June</b>' in shown(
        "{% status 'good' word %}", word=word
    )
    assert "&lt;b&gt;" in shown("{% status 'good' word %}", word="<b>")


def test_table_laid_out_as_a_list_still_says_that_it_is_one():
    rows = '<tr><th scope="row">a</th><td data-label="x">b</td></tr>'

    as_list = shown(f'{{% table_box "t" %}}<table class="cards">{rows}</table>{{% endtable_box %}}')
    plain = shown(f'{{% table_box "t" %}}<table>{rows}</table>{{% endtable_box %}}')

    assert re.findall(r' role="(\w+)"', as_list)[1:] == ["table", "row", "rowheader", "cell"]
    assert re.findall(r' role="(\w+)"', plain) == ["group"]


@pytest.mark.parametrize(
    ("tag", "filled", "off", "hollow"),
    [
        ("{% dots 2 of=3 %}", 2, 1, 0),
        ("{% dots 2 %}", 2, 0, 0),
        ("{% dots 0 of=3 %}", 0, 3, 0),
        ("{% dots None %}", 0, 0, 12),
    ],
)
def test_dots_are_as_many_as_are_known(tag, filled, off, hollow):
    drawn = shown(tag)

    paths = dict(re.findall(r'<path(?: class="(\w+)")? d="([^"]+)"', drawn))
    assert [paths.get(kind, "").count("h0") for kind in ("", "off")] == [filled, off]
    assert drawn.count("<circle") == hollow


def test_a_colon_stands_off_in_french_and_not_in_english():
    there = shown("{{ a }}{% colon %} {{ b }}", a="SDG 8", b="Decent work")
    with override("fr"):
        here = shown("{{ a }}{% colon %} {{ b }}", a="ODD 8", b="Travail décent")

    assert (there, here) == ("SDG 8: Decent work", "ODD 8\u00a0: Travail décent")


def test_figures_of_a_column_have_the_same_decimals():
    with override("fr"):
        html = shown("{{ a|fixed:2 }} {{ b|fixed:2 }} {{ c|fixed:2 }}", a=2.9, b=1234.567, c=None)

    assert html.startswith("2,90 1\u202f234,57")
    assert "non disponible" in html


class ChoiceForm(forms.Form):
    shown = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], required=False)
    pressed = forms.ChoiceField(
        choices=[("a", "A")], required=False, widget=forms.RadioSelect, initial="a"
    )
    unpressed = forms.ChoiceField(choices=[("a", "A")], required=False, widget=forms.RadioSelect)
    empty = forms.ChoiceField(choices=[("", "All"), ("a", "A")], required=False)
    many = forms.MultipleChoiceField(choices=[("a", "A")], required=False)
    words = forms.CharField(required=False)
    needed = forms.CharField()


def test_what_always_has_a_choice_is_not_called_optional():
    html = {field.name: shown("{{ field.as_field_group }}", field=field) for field in ChoiceForm()}

    assert {name for name, field in html.items() if "(optional)" in field} == {
        "unpressed",
        "empty",
        "many",
        "words",
    }


def test_hours_of_one_day_say_the_day_once():
    nine = dt.datetime(2019, 2, 12, 9, tzinfo=dt.UTC)
    noon, next_day = nine.replace(hour=12), nine.replace(day=13)

    one = truth.moments(nine, noon, "Africa/Dakar")
    two = truth.moments(nine, next_day, "Africa/Dakar")

    assert re.sub("<[^>]*>", "", one).replace("\u00a0", " ") == (
        "12 February 2019, 09:00 – 12:00 Dakar"
    )
    assert two.count("2019,") == 2
