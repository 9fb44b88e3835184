"""Pages of consultations, in both languages and without JavaScript."""

import re

import pytest

from strategy import services
from strategy.models import Consultation, Position
from tests.factories import person
from tests.factories.consultations import answer, close, consultation, draft, ranking
from tests.factories.workshops import workshop
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member

pytestmark = pytest.mark.django_db


def focal(code="sen"):
    return person(R.FOCAL_POINT, member=code)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_list_shows_what_is_announced_and_hides_drafts(client, language):
    consultation()
    draft("secret", title_en="Secret", title_fr="Secret")

    page = client.get(f"/{language}/consultations/").content.decode()

    assert "Priorities" in page if language == "en" else "Priorités" in page
    assert "Secret" not in page
    assert client.get(f"/{language}/consultations/secret/").status_code == 404


def test_list_asks_as_much_for_many_as_for_one(client, django_assert_num_queries):
    consultation()
    client.get("/en/consultations/")
    with django_assert_num_queries(2):
        client.get("/en/consultations/")
    for number in range(3):
        consultation(f"more-{number}")

    with django_assert_num_queries(2):
        client.get("/en/consultations/")


def test_page_asks_as_much_for_many_answers_as_for_one(client, django_assert_max_num_queries):
    made = consultation()
    answer(made, Member.objects.get(code="sen"), "1234")
    with django_assert_max_num_queries(10) as one:
        client.get(made.get_absolute_url())
    for code in ("fra", "jpn", "bra"):
        answer(made, Member.objects.get(code=code), "1234")

    with django_assert_max_num_queries(len(one)):
        client.get(made.get_absolute_url())


def test_open_consultation_counts_members_and_shows_no_result(client):
    made = consultation()
    answer(made, Member.objects.get(code="sen"), "1234")

    page = client.get(made.get_absolute_url()).content.decode()

    assert re.search(r"<b>1</b>\s+of 23", page)
    assert "of 183 Members" in page
    assert "How sure is this?" not in page
    assert client.get(f"{made.get_absolute_url()}result.csv").status_code == 404


def places(made, order):
    return {f"place-{item}": place for item, place in ranking(made, order).items()}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_member_answers_with_plain_forms(client, language):
    made, by = consultation(), focal()
    client.force_login(by)
    base = f"/{language}/consultations/priorities/answer/"
    assert client.get(base).status_code == 200

    saved = client.post(
        base, {**places(made, "4321"), "comment": "Ports first.", "version": 0, "act": "save"}
    )
    back = client.get(saved.headers["Location"]).content.decode()
    read = client.post(
        base, {**places(made, "4321"), "comment": "Ports first.", "version": 1, "act": "review"}
    )
    review = client.get(read.headers["Location"]).content.decode()
    sent = client.post(read.headers["Location"], {"version": 2})
    receipt = client.get(sent.headers["Location"]).content.decode()

    position = Position.objects.get()
    assert "Ports first." in back
    assert "Ports first." in review
    assert position.sent.ranking == ranking(made, "4321")
    assert position.sent.public_id in receipt


def test_second_press_gives_the_same_receipt(client):
    made = consultation()
    client.force_login(focal())
    client.post(
        "/en/consultations/priorities/answer/",
        {**places(made, "4321"), "comment": "", "version": 0, "act": "review"},
    )
    press = {"version": 1, "once": "a-token-of-sixteen-or-more"}

    first = client.post("/en/consultations/priorities/answer/sen/review/", press)
    second = client.post("/en/consultations/priorities/answer/sen/review/", press)

    assert first.status_code == 302
    assert second.headers["Location"] == first.headers["Location"]
    assert Position.objects.get().revisions.count() == 2


def test_wrong_places_are_said_beside_the_line_and_kept(client):
    made = consultation()
    client.force_login(focal())
    given = places(made, "1234")
    first, second = list(given)[:2]
    given[second] = 1

    page = client.post(
        "/en/consultations/priorities/answer/",
        {**given, "comment": "Kept.", "version": 0, "act": "review"},
    )

    text = page.content.decode()
    assert page.status_code == 422
    assert text.count("Another priority has this place too.") == 4  # twice beside, twice above
    assert "Kept." in text
    assert f'href="#rank-{first}"' in text


def test_other_writers_version_is_shown_and_neither_is_lost(client):
    made, one, other = consultation(), focal(), focal()
    services.positions.save(
        made,
        member=Member.objects.get(code="sen"),
        ranking=ranking(made, "1234"),
        comment="From the other desk.",
        version=0,
        by=other,
    )
    client.force_login(one)

    page = client.post(
        "/en/consultations/priorities/answer/",
        {**places(made, "4321"), "comment": "From my desk.", "version": 0, "act": "save"},
    )

    text = page.content.decode()
    assert page.status_code == 409
    assert "From the other desk." in text
    assert "From my desk." in text
    assert 'name="version" value="1"' in text


def test_late_answer_is_told_what_to_do_next(client):
    made = consultation()
    coordinator = person(R.COORDINATOR, region="wca", email="coordinator.wca@test.example")
    close(made)
    client.force_login(focal())

    seen = client.get("/en/consultations/priorities/answer/")
    tried = client.post(
        "/en/consultations/priorities/answer/",
        {**places(made, "4321"), "comment": "Too late.", "version": 0, "act": "save"},
    )

    assert coordinator.email in seen.content.decode()
    assert tried.status_code == 422
    assert "secretariat@test.example" in tried.content.decode()
    assert "Too late." in tried.content.decode()


def test_visitor_signs_in_and_strangers_are_told_why_not(client):
    consultation()

    visitor = client.get("/en/consultations/priorities/answer/")
    client.force_login(person(R.EDITOR))
    stranger = client.get("/en/consultations/priorities/answer/")

    assert "login" in visitor.headers["Location"]
    assert stranger.status_code == 403


def test_receipt_is_for_the_own_administration(client):
    made = consultation()
    receipt = answer(made, Member.objects.get(code="sen"), "1234")
    client.force_login(focal("fra"))

    assert client.get(receipt.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("language", ["en", "fr"])
def test_coordinator_follows_reminds_and_drafts(client, language):
    made = consultation()
    answer(made, Member.objects.get(code="sen"), "1234", comment="Never shown.")
    client.force_login(person(R.COORDINATOR, region="wca"))
    base = f"/{language}/consultations/priorities/region/wca/"

    page = client.get(base).content.decode()
    assert client.post(f"{base}remind/").status_code == 302
    saved = client.post(base, {"text_en": "Together.", "text_fr": "", "version": 0})
    proposed = client.post(f"{base}propose/", {"version": 1})

    assert "Never shown." not in page
    assert (saved.status_code, proposed.status_code) == (302, 302)
    client.force_login(person(R.VICE_CHAIR, region="wca"))
    assert client.post(f"{base}return/", {"reason": ""}).status_code == 422
    proposed = made.syntheses.get(region__code="wca")
    assert client.post(f"{base}clear/", {"version": proposed.version}).status_code == 302
    assert made.syntheses.get(region__code="wca").is_cleared


def test_region_page_asks_as_much_for_many_as_for_one(client, django_assert_max_num_queries):
    made = consultation()
    client.force_login(person(R.COORDINATOR, region="wca"))
    answer(made, Member.objects.get(code="sen"), "1234")
    path = "/en/consultations/priorities/region/wca/"
    with django_assert_max_num_queries(16) as one:
        client.get(path)
    answer(made, Member.objects.get(code="cmr"), "1234")

    with django_assert_max_num_queries(len(one)):
        client.get(path)


def test_coordinator_of_another_region_is_refused(client):
    consultation()
    client.force_login(person(R.COORDINATOR, region="eur"))

    assert client.get("/en/consultations/priorities/region/wca/").status_code == 403


def test_editor_drafts_announces_and_reopens(client):
    client.force_login(person(R.EDITOR))
    page = client.get("/en/consultations/new/")
    plan = page.context["form"].fields["plan"].queryset.get(slug="2019-2022")
    given = {
        "plan": plan.pk,
        "title_en": "What first?",
        "title_fr": "Quoi d’abord ?",
        "question_en": "In which order?",
        "question_fr": "Dans quel ordre ?",
        "opens_at": "2019-04-01T09:00",
        "closes_at": "2019-04-01T08:00",
        "late_policy": "reopened",
    }

    wrong = client.post("/en/consultations/new/", given)
    made = client.post("/en/consultations/new/", given | {"closes_at": "2019-05-01T18:00"})
    announced = client.post(f"{made.headers['Location']}announce/")

    assert wrong.status_code == 422
    assert made.headers["Location"] == "/en/consultations/what-first/"
    assert announced.status_code == 302
    assert Consultation.objects.get(slug="what-first").items.count() == 9


def as_written(form, **values):
    """Return what a browser sends of a form that nobody has changed, but for some values."""
    sent = {name: form[name].value() for name in form.fields}
    for name in ("opens_at", "closes_at"):
        sent[name] = f"{sent[name]:%Y-%m-%dT%H:%M}"
    return {name: value for name, value in sent.items() if value not in (None, False)} | values


@pytest.mark.parametrize("language", ["en", "fr"])
def test_editor_changes_the_draft_and_nobody_overwrites_unseen(client, language):
    made = draft(zone="Africa/Dakar")
    client.force_login(person(R.EDITOR))
    base = f"/{language}/consultations/priorities/edit/"
    form = client.get(base).context["form"]

    mine = as_written(form, title_en="Mine", remind_days=10)
    theirs = client.post(base, as_written(form, title_en="Theirs", zone="Europe/Brussels"))
    clash = client.post(base, mine)
    page = clash.content.decode()
    saved = client.post(base, mine | {"version": 2})

    assert f"{form['opens_at'].value():%H:%M}" == "08:00"
    assert (theirs.status_code, clash.status_code, saved.status_code) == (302, 422, 302)
    assert "Theirs" in page
    assert 'value="Mine"' in page
    assert 'name="version" value="2"' in page
    assert next(words for _label, words in clash.context["meanwhile"]) == "Theirs"
    kept = Consultation.objects.get(pk=made.pk)
    assert (kept.title_en, kept.remind_days, kept.zone) == ("Mine", 10, "Africa/Dakar")
    assert (kept.opens_at, kept.items.count()) == (made.opens_at, 4)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_round_at_a_workshop_leads_there_and_back(client, language):
    held = workshop()
    client.force_login(person(R.EDITOR))
    there = f"/{language}/workshops/{held.slug}/"
    new = f"/{language}/consultations/new/"
    seen = client.get(there).content.decode()
    form = client.get(f"{new}?workshop={held.slug}").context["form"]
    plan = form.fields["plan"].queryset.get(slug="2019-2022")
    words = {
        "title_en": "Here",
        "title_fr": "Ici",
        "question_en": "Which?",
        "question_fr": "Quoi ?",
    }

    sent = words | {"plan": plan.pk, "kind": "objective", "late_policy": "reopened"}
    bare = client.post(new, sent)
    made = client.post(new, sent | {"workshop": held.slug})
    services.consultations.announce(Consultation.objects.get(slug="here"), by=person(R.EDITOR))
    client.logout()
    page = client.get(made.headers["Location"]).content.decode()

    assert f"?workshop={held.slug}" in seen
    assert f"{form['opens_at'].value():%H:%M}" == "09:00"
    assert {"opens_at", "closes_at"} <= set(bare.context["form"].errors)
    assert Consultation.objects.get(slug="here").closes_at == held.ends_at
    assert there in page
    assert "/consultations/here/" in client.get(there).content.decode()
    shown = [
        [
            each.slug
            for each in client.get(f"/{language}/consultations/?held={how}").context[
                "consultations"
            ]
        ]
        for how in ("workshop", "survey", "nonsense")
    ]
    assert shown == [["here"], [], ["here"]]
    client.force_login(focal("fra"))
    assert client.get(f"{made.headers['Location']}answer/").status_code == 403


def test_wrong_draft_is_said_beside_the_field_and_announced_ones_are_closed(client):
    made = draft()
    client.force_login(person(R.EDITOR))
    base = "/en/consultations/priorities/edit/"
    form = client.get(base).context["form"]

    wrong = client.post(base, as_written(form, remind_days=99, dots=3, items=[]))
    services.consultations.announce(made, by=person(R.EDITOR))

    assert {"remind_days", "dots", "items"} <= set(wrong.context["form"].errors)
    assert client.get(base).status_code == 409


@pytest.mark.parametrize(
    ("language", "heading", "word"), [("en", "Withdrawn", "Reason:"), ("fr", "Retirée", "Motif")]
)
def test_editor_withdraws_with_a_reason_that_everybody_reads(client, language, heading, word):
    made, base = consultation(), f"/{language}/consultations/priorities/"
    answer(made, Member.objects.get(code="sen"), "1234")
    client.force_login(person(R.EDITOR))

    asked = client.get(f"{base}withdraw/")
    empty = client.post(f"{base}withdraw/", {"reason": " "})
    done = client.post(f"{base}withdraw/", {"reason": "Asked in error."}, follow=True)
    again = client.post(f"{base}withdraw/", {"reason": "Once more."})
    client.logout()
    shown = client.get(base).content.decode()

    assert [each.status_code for each in (asked, empty, done, again)] == [200, 422, 200, 422]
    assert "Asked in error." in shown
    assert heading in shown
    assert word in shown
    client.force_login(person(R.FOCAL_POINT, member="cmr"))
    form = client.get(f"{base}answer/").content.decode()
    assert 'name="version"' not in form
    assert client.get(f"{base}result.csv").status_code == 404


def test_editor_publishes_and_reopens(client):
    made = consultation()
    answer(made, Member.objects.get(code="sen"), "1234")
    close(made)
    client.force_login(person(R.EDITOR))
    base = "/en/consultations/priorities/"

    assert client.get(f"{base}reopen/").status_code == 200
    late = client.post(f"{base}reopen/", {"closes_at": "2018-05-01T18:00", "reason": "Storm."})
    opened = client.post(f"{base}reopen/", {"closes_at": "2019-05-01T18:00", "reason": "Storm."})
    close(made)
    shown = client.post(f"{base}publish/")

    assert (late.status_code, opened.status_code, shown.status_code) == (422, 302, 302)
    page = client.get("/fr/consultations/priorities/").content.decode()
    assert "Rouverte" in page
    assert "Rouvrir" not in page  # Nothing is to be pressed: it is told what was done.
