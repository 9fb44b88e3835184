"""What belongs to one Member, one region or one person stays there."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from strategy.models import Consultation, ReviewFinding, Workshop
from tests.pages.accounts import named
from tests.pages.examples import address, table
from tests.pages.test_matrix import ANYBODY, OUR_ROUTES, answer, is_api, needs_of
from tests.pages.things import CONFERENCE, ROUND
from tests.whole import in_turn
from wco_portal.api.services import tokens
from wco_portal.directory.enums import RoleName as R
from wco_portal.search.services import index

# Another Member, its delegate, and the people of another region.
STRANGERS = ("focal.jpn", "delegate.jpn", "coordinator.eur", "vicechair.eur")
WCA = "/en/workshops/2019-wca-2/"
SEN = f"/en/conferences/{CONFERENCE}"


@pytest.fixture(scope="module")
def callers(has):
    """Return for each person a browser and a program."""

    def signed_in(person):
        browser, program = Client(), Client(headers={"Accept": "application/json"})
        if person is not None:
            browser.force_login(person)
            key = tokens.issue(person, lives=dt.timedelta(hours=1))
            program.defaults["HTTP_AUTHORIZATION"] = f"Token {key}"
        return browser, program

    people = {word: named(word) for word in (*STRANGERS, "focal.sen", "editor", "coordinator.wca")}
    return {word: signed_in(each) for word, each in {ANYBODY: None, **people}.items()}


def private_pages(has):
    """List what is Senegal's, its region's or its people's."""
    seat = f"{SEN}/registrations/{has.registration.public_id}/"
    acts = ("confirm", "return", "correct", "reject", "withdraw", "substitute", "head")
    practice = f"/en/practices/{has.practices[R.FOCAL_POINT].slug}/"
    mail = f"/en/mail/{has.mails[R.FOCAL_POINT].public_id}/"
    region = f"/en/consultations/{ROUND}/region/wca/"
    receipts = f"/en/consultations/{has.sent.position.consultation.slug}/receipts/"
    clause = f"/en/contributions/{has.own_draft.public_id}/"
    return [
        f"{SEN}/delegations/sen/",
        *(f"{SEN}/delegations/sen/{act}/" for act in ("answer", "quota", "nominate")),
        seat,
        *(f"{seat}{act}/" for act in acts),
        f"/en/receipts/{has.receipts['*'].public_id}/",
        f"/en/consultations/{ROUND}/answer/sen/",
        f"/en/consultations/{ROUND}/answer/sen/review/",
        f"{receipts}{has.sent.public_id}/",
        f"/en/consultations/{ROUND}/answer/sen/history/",
        f"/en/releases/{has.releases['*'].public_id}/",
        "/en/briefings/wca/",
        practice,
        *(f"{practice}{act}/" for act in ("edit", "submit", "publish", "withdraw")),
        mail,
        f"{mail}letter/",
        f"{mail}source/",
        f"/en/notifications/{has.notices[R.FOCAL_POINT].public_id}/read/",
        f"/en/challenges/{has.raised.public_id}/",
        clause,
        *(f"{clause}{act}/" for act in ("revise", "propose", "withdraw")),
        region,
        *(f"{region}{act}/" for act in ("remind", "propose", "clear", "return")),
        "/en/workshops/2019-esa/",
        *(f"{WCA}participants/{has.participant.public_id}/{act}" for act in ("", "withdraw/")),
        "/en/workshops/2019-wca/present/",
        "/en/consultations/priorities-to-be-measured-first/",
        f"/en/messages/{has.draft_message.slug}/",
    ]


def private_things(has):
    """List the same in the API, each with its acts."""
    own = {
        "delegations": (has.delegation.public_id, "answer nominate change-quota"),
        "registrations": (
            has.registration.public_id,
            "confirm return correct reject withdraw substitute make-head",
        ),
        "receipts": (has.receipts["*"].public_id, ""),
        "positions": (has.position.public_id, "send"),
        "practices": (
            has.practices[R.FOCAL_POINT].slug,
            "submit publish request-changes withdraw",
        ),
        "notifications": (has.notices[R.FOCAL_POINT].public_id, "mark-read"),
        "mails": (has.mails[R.FOCAL_POINT].public_id, ""),
        "undelivered": (has.dead.public_id, "retry"),
        "challenges": (has.raised.public_id, "take-up set-aside"),
        "contributions": (
            has.own_draft.public_id,
            "propose withdraw answer stand leave redact lay",
        ),
        "syntheses": (has.synthesis.public_id, "remind propose clear return"),
        "workshops": ("2019-esa", "announce cancel drop attendance conclusions"),
        "participants": (has.participant.public_id, "withdraw"),
        "letters": (has.mails[R.FOCAL_POINT].delivery.public_id, ""),
        "calendar-feeds": (has.feeds[R.FOCAL_POINT].public_id, "revoke"),
        "consultations": (
            "priorities-to-be-measured-first",
            "announce publish reopen copy give_window take_window reopen_region withdraw",
        ),
        "messages": (has.draft_message.slug, "prove consult adopt return retire"),
        "revisions": (has.revision.sha256, "restore"),
        "events": (has.event.public_id, ""),
    }
    return [
        (f"/api/v1/{name}/{word}/", [f"/api/v1/{name}/{word}/{act}/" for act in acts.split()])
        for name, (word, acts) in own.items()
    ]


@pytest.mark.parametrize("who", in_turn(STRANGERS, 2))
def test_strangers_do_not_reach_the_pages_of_others(db, has, callers, who):
    browser = callers[who][0]
    reached = [
        f"{verb} {path}: {response.status_code}"
        for path in private_pages(has)
        for verb in (("post",) if path.endswith("/read/") else ("get", "post"))
        for response in [led_on(browser, answer(browser, verb, path))]
        if response.status_code not in {403, 404, 405}
    ]

    assert "\n".join(reached) == ""


def led_on(browser, response):
    """Go where the address of an act leads: to its thing."""
    return answer(browser, "get", response["Location"]) if response.status_code == 302 else response


@pytest.mark.parametrize("who", in_turn(STRANGERS, 2))
def test_strangers_do_not_reach_the_things_of_others(db, has, callers, who):
    program = callers[who][1]
    reached = []
    for thing, acts in private_things(has):
        if answer(program, "get", thing).status_code not in {403, 404}:
            reached.append(f"get {thing}")
        for act in acts:
            response = answer(program, "post", act)
            # What is wrong in the body is said before the thing is looked for.
            if response.status_code not in {403, 404, 422}:
                reached.append(f"post {act}: {response.status_code}")

    assert "\n".join(reached) == ""


def test_body_does_not_open_what_the_address_keeps_shut(db, has, callers):
    """A focal point names another Member, another Member's thing, in what it sends."""
    words = {"title": {"en": "T", "fr": "T"}, "text": {"en": "T", "fr": "T"}}
    day = {"happened_on": "2019-03-01", "kind": "seminar"}
    sent = {
        "positions": {"consultation": ROUND, "member": "sen", "ranking": {}},
        "challenges": {"workshop": "2019-wca-2", "member": "sen", **words},
        "activities": {"theme": 2019, "member": "sen", "title": words["title"], **day},
        "contributions": {
            "plan": has.commented.slug,
            "element": has.clause.public_id,
            "kind": "comment",
            "member": "sen",
            "words": "Theirs.",
        },
    }
    program = callers["focal.jpn"][1]

    refused = {
        name: program.post(f"/api/v1/{name}/", body, content_type="application/json").status_code
        for name, body in sent.items()
    }

    assert refused == {
        "positions": 404,
        "challenges": 403,
        "activities": 409,
        "contributions": 404,
    }


def canaries(has):
    """Put a word into each private thing; say who reads it."""
    position, practice = has.position, has.practices[R.FOCAL_POINT]
    finding = ReviewFinding.objects.filter(review=has.review).first() or ReviewFinding(
        review=has.review, element=has.in_force.elements.steering().first(), verdict="keep"
    )
    finding.finding_en = "kanarifinding"
    finding.save()
    has.post.hidden_at, has.post.hidden_because = timezone.now(), "A reason."
    has.post.save()

    def put(thing, **words):
        type(thing).objects.filter(pk=thing.pk).update(**words)

    put(position, comment="kanariposition")
    put(practice, title_en="kanaripractice", review_note="kanarinote")
    put(has.registration, family_name="Kanariname", email="kanari@address.example")
    put(has.participant, name="kanariparticipant")
    put(has.raised, title_en="kanarichallenge")
    put(has.notices[R.FOCAL_POINT], subject="kanarinotice")
    put(has.mails[R.FOCAL_POINT], subject="kanarimail", html="<p>kanariletter</p>")
    put(has.synthesis, text_en="kanarisynthesis")
    put(has.draft_message, title_en="kanarimessage")
    put(Workshop.objects.get(slug="2019-esa"), title_en="kanariworkshop")
    put(Workshop.objects.get(slug="2019-wca-2"), online_address="https://kanarimeeting.example/")
    put(Consultation.objects.get(slug="priorities-to-be-measured-first"), title_en="kanariquestion")
    put(has.post, body="kanarihidden")
    index.rebuild()
    return {
        "kanariposition": "focal.sen",
        "kanaripractice": "focal.sen",
        "kanarinote": "focal.sen",
        "Kanariname": "focal.sen",
        "kanari@address.example": "focal.sen",
        "kanariparticipant": "focal.sen",
        "kanarichallenge": "editor",
        "kanarinotice": "focal.sen",
        "kanarimail": "focal.sen",
        "kanariletter": "focal.sen",
        "kanarimeeting": "focal.sen",
        "kanarisynthesis": "coordinator.wca",
        "kanarimessage": "editor",
        "kanariworkshop": "editor",
        "kanariquestion": "editor",
        "kanarifinding": "editor",
        "kanarihidden": None,
    }


# Whoever has the address may read it: it is a secret of the person that it was made for.
BY_ADDRESS = {"calendar-feed"}


def everything_read(caller, examples, words):
    """Yield what a person reads on all pages and in all lists, search included."""
    browser, program = caller
    for route in OUR_ROUTES:
        if "get" not in needs_of(route):
            continue
        path = address(route, R.FOCAL_POINT, examples)
        if route.name in BY_ADDRESS:
            continue
        size = "?page_size=200" if route.name.endswith("-list") else ""
        size = "" if "/search/" in path else size
        response = (program if is_api(route) else browser).get(path + size)
        yield path, response.content.decode(errors="replace")
    for word in words:
        for path in (f"/en/search/?q={word}", f"/api/v1/search/?q={word}"):
            found = (program if "/api/" in path else browser).get(path)
            text = found.content.decode()
            for echo in (f'value="{word}"', f"“{word}”", f"q={word}", f"Search: {word}"):
                text = text.replace(echo, "")  # The page repeats what was asked for.
            yield path, text


@pytest.mark.whole
@pytest.mark.parametrize("who", [ANYBODY, "focal.jpn", "coordinator.eur"])
def test_private_words_are_not_read_by_others(db, has, callers, who):
    examples, words = table(has), canaries(has)

    leaks = [
        f"{who} reads {word} on {path}"
        for path, text in everything_read(callers[who], examples, words)
        for word in words
        if word in text
    ]

    assert "\n".join(leaks) == ""


@pytest.mark.whole
@pytest.mark.parametrize("who", ["focal.sen", "coordinator.wca", "editor"])
def test_private_words_are_read_by_their_own_people(db, has, callers, who):
    examples = table(has)
    missed = {word for word, owner in canaries(has).items() if owner == who}

    for _path, text in everything_read(callers[who], examples, ()):
        missed -= {word for word in missed if word in text}
        if not missed:
            break

    assert missed == set()
