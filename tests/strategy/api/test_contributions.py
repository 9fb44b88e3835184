"""A program comments, proposes, supports, redacts; everybody reads what each Member allows."""

import pytest

from strategy.models import Redaction
from tests.factories.api import caller
from tests.factories.contributions import as_input, comment, consulted, focal, proposal
from tests.factories.dispositions import published
from tests.factories.people import person
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
BASE = "/api/v1/contributions/"


def test_from_the_draft_to_the_text():
    element, by = consulted(), focal()
    senegal, france = caller(by), caller(focal("fra"))
    anybody, editor = caller(), caller(person(R.EDITOR))
    about = {"plan": "2019-2022", "element": element.public_id}
    said = {"words": "Because.", "wording": {"en": "Other words of SO1."}, "consent": "region"}

    assert anybody("post", BASE, about).status_code == 401
    assert editor("post", BASE, about | said | {"kind": "comment"}).status_code == 403
    same = about | said | {"kind": "proposal", "wording": {"en": "Words of SO1."}}
    assert senegal("post", BASE, same).status_code == 422
    made = senegal("post", BASE, about | said | {"kind": "proposal"})
    assert (made.status_code, made.json()["state"]) == (201, "draft")
    assert made.json()["available_transitions"] == ["propose", "withdraw"]
    address = f"{BASE}{made.json()['id']}/"
    assert france("get", address).status_code == 404
    assert senegal("patch", address, said).status_code == 428
    again = senegal("patch", address, said | {"words": "Since."}, If_Match=made.headers["ETag"])
    assert (again.status_code, again.json()["number"]) == (200, 2)
    assert senegal("post", f"{address}propose/").status_code == 200

    assert france("post", f"{address}stand/", {"stance": "support"}).status_code == 200
    assert senegal("post", f"{address}stand/", {"stance": "support"}).status_code == 404
    answer = france("post", f"{address}answer/", {"words": "We too.", "consent": "named"})
    assert (answer.status_code, answer.json()["to"]) == (201, made.json()["id"])
    shown = anybody("get", address).json()
    assert (shown["member"], shown["region"], shown["words"]) == (None, "wca", "Since.")
    standing = anybody("get", f"{address}standing/").json()
    assert standing["regions"] == [{"region": "eur", "support": 1, "oppose": 0}]
    assert france("post", f"{address}leave/").status_code == 200
    assert anybody("get", f"{address}standing/").json()["support"] == 0

    assert editor("post", f"{address}lay/").status_code == 200
    twice = editor("post", f"{address}lay/")
    assert (twice.status_code, twice.json()["code"]) == (409, "laid_already")
    given = editor("get", "/api/v1/dispositions/?state=draft").json()["results"]
    assert (given[0]["kind"], given[0]["contribution"]) == ("proposal", made.json()["id"])


def test_what_is_private_stays_private_and_what_is_removed_is_not_read():
    element, anybody, moderator = consulted(), caller(), caller(person(R.MODERATOR))
    private = comment(element, consent="none")
    open_one = proposal(element, {"en": "Ask Jane."})
    published(as_input(private))

    assert [each["id"] for each in anybody("get", BASE).json()["results"]] == [open_one.public_id]
    given = anybody("get", "/api/v1/dispositions/").json()["results"]
    assert [(each["kind"], each["contribution"]) for each in given] == [("clause", None)]
    assert moderator("get", f"{BASE}{private.public_id}/").status_code == 404
    cut = {"passage": "Jane", "reason": {"en": "A name."}}
    address = f"{BASE}{open_one.public_id}/"
    assert moderator("post", f"{address}redact/", cut).status_code == 200
    wording = anybody("get", address).json()["wording"]
    assert wording == {"en": "Ask [passage removed: A name.].", "fr": None}
    assert Redaction.objects.get().passage == "Jane"
    gone = caller(open_one.current.by)("post", f"{address}withdraw/", {"reason": "Misread."})
    assert gone.status_code == 200
    shown = anybody("get", address).json()
    assert (shown["state"], shown["words"], shown["wording"]["en"]) == ("withdrawn", "", None)


def test_a_program_speaks_of_titles_and_of_the_introduction():
    element, senegal = consulted(), caller(focal())
    said = {"plan": "2019-2022", "kind": "comment", "words": "Shorter.", "consent": "named"}

    whole = senegal("post", BASE, said)
    title = senegal("post", BASE, said | {"element": element.public_id, "part": "title"})
    wrong = senegal("post", BASE, said | {"block": "0000000000"})

    assert (whole.json()["element"], whole.json()["part"]) == (None, "text")
    assert (title.json()["element"], title.json()["part"]) == (element.public_id, "title")
    assert (wrong.status_code, wrong.json()["code"]) == (409, "part_unknown")
    listed = caller()("get", f"{BASE}?part=title").json()["results"]
    assert [each["id"] for each in listed] == [title.json()["id"]]
