"""The pages on clauses: comment, propose, support, answer, redact, write into the draft."""

import pytest

from strategy.enums.contributions import ClausePart
from strategy.models import Contribution, ProposalStand, Redaction
from strategy.services import contributions, positions
from strategy.services.contributions import Place, Said
from tests.factories import consultations as asking
from tests.factories.contributions import as_input, comment, consulted, focal, proposal
from tests.factories.dispositions import asked, published, said
from tests.factories.people import person
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> {{ x }} %s \u202e]] [a](javascript:b) **"


def read(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def test_the_plan_invites_to_comment_and_counts(client):
    element = consulted()
    plan = element.plan.get_absolute_url()
    assert "In consultation: Members comment" in read(client, plan)
    assert "Comment on this objective" not in read(client, plan)

    client.force_login(focal())
    assert "Comment on this objective" in read(client, plan)
    comment(element)
    assert "Comment on this objective (1 comment or proposal)" in read(client, plan)
    assert "1 comment or proposal" in read(client, element.get_absolute_url())
    assert "Commenter cet objectif" in read(client, plan.replace("/en/", "/fr/"))


def test_a_focal_point_comments_and_proposes(client):
    element = consulted()
    base = f"{element.get_absolute_url()}said/"
    read(client, f"{base}new/", 302)
    client.force_login(focal())

    page = read(client, f"{base}propose/")
    assert "Words of SO1." in page
    wrong = client.post(f"{base}new/", {"member": "sen", "words": "x", "quote": "Never said"})
    assert wrong.status_code == 422
    assert "Never said" in wrong.content.decode()
    told = {"member": "sen", "words": HOSTILE, "consent": "region"}
    assert client.post(f"{base}new/", told).status_code == 302
    wording = {"wording_en": "Other words of SO1.", "wording_fr": "Texte de SO1."}
    done = client.post(f"{base}propose/", told | wording)
    made = Contribution.objects.get(kind="proposal")
    assert done.headers["Location"] == made.get_absolute_url()
    page = read(client, made.get_absolute_url())
    assert "<ins>" in page
    assert "What it changes in French" not in page
    assert client.post(f"{made.get_absolute_url()}propose/").status_code == 302

    client.logout()
    for address in (base, made.get_absolute_url()):
        page = read(client, address)
        assert "&lt;script&gt;" in page
        assert "A Member of West and Central Africa" in page
        assert "Senegal" not in page.split("<main", 1)[1]


def test_the_frozen_version_leads_to_the_forms_of_each_part(client):
    element = consulted()
    plan = element.plan.get_absolute_url()
    version = f"{plan}versions/1/"
    assert "Comment on its title" not in read(client, version)
    comment(element, consent="none")
    comment(element, place=Place(ClausePart.TITLE))
    assert "1 published comment or proposal" in read(client, version)
    assert "2 published" not in read(client, version)
    client.force_login(focal())

    page = read(client, version)
    for form in (
        f"{element.get_absolute_url()}said/new/?part=title",
        f"{plan}said/new/",
        f"{plan}said/new/?part=title",
        f"{plan}said/propose/",
    ):
        assert f'href="{form}"' in page
        assert 'name="words"' in read(client, form)
    told = {"member": "sen", "words": HOSTILE, "consent": "named", "quote": element.plan.title_en}
    done = client.post(f"{plan}said/new/?part=title", told)
    made = Contribution.objects.get(element=None)
    assert done.headers["Location"] == made.get_absolute_url()
    assert "(title)" in read(client, made.get_absolute_url())
    wrong = client.post(f"{plan}said/new/?block=0000000000", told)
    assert "does not have this passage" in wrong.content.decode()
    other = {"member": "sen", "words": "Why.", "consent": "named", "wording_en": "Other words"}
    done = client.post(f"{element.get_absolute_url()}said/propose/?part=title", other)
    assert "<ins>" in read(client, done.headers["Location"])
    client.logout()
    assert "&lt;script&gt;" in read(client, f"{plan}said/")
    assert "Commenter" not in read(client, version.replace("/en/", "/fr/"))


def test_other_members_support_and_answer(client):
    made = proposal(consulted())
    address = made.get_absolute_url()
    client.force_login(focal("fra"))

    without = client.post(f"{address}stand/", {"member": "fra"})
    assert without.status_code == 422
    done = client.post(f"{address}stand/", {"member": "fra", "stance": "support", "reason": "Ok."})
    assert done.status_code == 302
    assert ProposalStand.objects.get().stance == "support"
    said = {"member": "fra", "words": "We agree.", "consent": "named"}
    assert client.post(f"{address}answer/", said).status_code == 302

    client.logout()
    page = read(client, address)
    assert "We agree." in page
    assert "Europe" in page
    assert "Ok." not in page


def test_a_member_changes_and_withdraws(client):
    made = comment(consulted(), "Was this.")
    client.force_login(made.current.by)
    address = made.get_absolute_url()

    words = {"member": "sen", "words": "Is that.", "consent": "named", "version": made.version}
    assert "Was this." in read(client, f"{address}revise/")
    assert client.post(f"{address}revise/", words).status_code == 302
    late = client.post(f"{address}revise/", words)
    assert late.status_code == 422
    assert "read it again" in late.content.decode()
    version = Contribution.objects.get().version
    gone = client.post(f"{address}withdraw/", {"version": version, "reason": "Misread."})
    assert gone.status_code == 302

    client.force_login(focal("fra"))
    page = read(client, address)
    assert "Misread." in page
    assert "Is that." not in page
    assert client.post(f"{address}withdraw/", {"version": 9, "reason": "x"}).status_code == 403


def test_an_editor_writes_a_proposal_into_the_draft_or_sees_the_clash(client):
    element, editor = consulted(), person(R.EDITOR)
    made = proposal(element, {"en": "Better words of SO1."})
    other = proposal(element, {"en": "Fine words of SO1."}, code="fra")
    client.force_login(editor)

    assert "Write its wording into the draft" in read(client, made.get_absolute_url())
    assert "<ins>" in read(client, f"{made.get_absolute_url()}lay/")
    done = client.post(f"{made.get_absolute_url()}lay/", {"version": made.version})
    assert done.status_code == 302
    page = read(client, f"{other.get_absolute_url()}lay/")
    assert "Nothing is overwritten" in page
    clash = client.post(f"{other.get_absolute_url()}lay/", {"version": other.version})
    assert clash.status_code == 422

    published(as_input(made), element=element)
    client.logout()
    page = read(client, f"/en/plans/2019-2022/answers/?element={element.public_id}")
    assert "Senegal" in page
    assert "Because." in page
    assert "It is in the plan now." in read(client, made.get_absolute_url())


def test_a_moderator_removes_a_passage_and_the_hostile_rest_stands(client):
    element, by = consulted(), focal()
    made = proposal(element, {"en": "See [Jane](https://example.org/jane) there."}, by=by)
    contributions.revise(
        made,
        said=Said(
            HOSTILE, wording={"en": "See [Jane](https://example.org/jane) there."}, consent="named"
        ),
        by=by,
    )
    client.force_login(person(R.MODERATOR))
    address = f"{made.get_absolute_url()}redact/"

    assert "example.org/jane" in read(client, address)
    assert client.post(address, {"passage": "[Jane]("}).status_code == 422
    done = client.post(address, {"passage": "[Jane](", "reason_en": "](x) a name"})
    assert done.status_code == 302
    page = read(client, made.get_absolute_url())
    assert "passage removed" in page
    assert "Jane" not in page


def test_the_comment_of_a_position_is_published_as_its_member_allows(client):
    by, there = focal(), asked()
    asking_sent = asking.answer(
        there, Member.objects.get(code="sen"), "1234", by=by, comment="Ask Jane."
    )
    answered = published(said(asking_sent))
    assert "Ask Jane." not in read(client, "/en/plans/2019-2022/answers/")
    client.force_login(by)
    answering = f"/en/consultations/{there.slug}/answer/sen/"
    assert 'value="none"' in read(client, answering)

    position = asking_sent.position
    position.refresh_from_db()
    again = said(allowed(position, "named", by))
    published(again, reason={"en": "Anew.", "fr": "De nouveau."})

    assert answered.revision.consent == "none"
    client.logout()
    page = read(client, "/en/plans/2019-2022/answers/")
    assert "Ask Jane." in page
    assert "Senegal" in page
    client.force_login(person(R.MODERATOR))
    address = f"/en/inputs/{again.public_id}/redact/"
    assert client.post(address, {"passage": "Jane", "reason_en": "A name."}).status_code == 302
    assert "Ask [passage removed: A name.]." in read(client, "/en/plans/2019-2022/answers/")
    assert Redaction.objects.get().position == position
    assert client.get(f"/en/inputs/{answered.revision.public_id}/redact/").status_code == 404


def test_a_passage_is_removed_from_a_comment_on_an_item(client):
    by, there = focal(), asked(asks_remarks=True)
    member, [item, *_others] = Member.objects.get(code="sen"), there.items.order_by("order")
    saved = positions.save(
        there,
        member=member,
        ranking=asking.ranking(there, "1234"),
        remarks={item.public_id: "Ask Jane."},
        comment="",
        consent="named",
        version=0,
        by=by,
    )
    again = said(positions.send(there, member=member, version=saved.version, by=by))
    published(again)
    client.force_login(person(R.MODERATOR))

    address = f"/en/inputs/{again.public_id}/redact/"
    done = client.post(address, {"passage": "Jane", "reason_en": "A name."})

    client.logout()
    page = read(client, "/en/plans/2019-2022/answers/")
    assert done.status_code == 302
    assert "Ask [passage removed: A name.]." in page
    assert "Jane" not in page


def allowed(position, consent, by):
    saved = positions.save(
        position.consultation,
        member=position.member,
        ranking=position.ranking,
        comment=position.comment,
        consent=consent,
        version=position.version,
        by=by,
    )
    return positions.send(
        position.consultation, member=position.member, version=saved.version, by=by
    )


def test_a_receipt_says_which_line_is_counted(client):
    by, made = focal(), asking.consultation()
    sent = asking.answer(made, Member.objects.get(code="sen"), "2134", by=by)
    for code, order in (("fra", "1234"), ("jpn", "2134"), ("cmr", "4321")):
        asking.answer(made, Member.objects.get(code=code), order)
    client.force_login(by)
    assert "It counts as it stands above" in read(client, sent.get_absolute_url())

    asking.close(made)

    page = read(client, sent.get_absolute_url())
    assert "one of the 4 answers that are counted" in page
    assert "lines 3 to 4 all say the same" in page
    table = client.get(f"/en/consultations/{made.slug}/answers.csv").content.decode()
    assert table.splitlines()[2] == table.splitlines()[3] == "2,1,3,4"


def test_a_title_leads_back_to_what_was_said_of_it(client):
    element = consulted()
    plan = element.plan
    on_title = comment(element, "A shorter name.", place=Place(ClausePart.TITLE))
    on_text = comment(element, "More of it.", code="cmr")
    on_plan = comment(plan, "Three years?", code="gin", place=Place(ClausePart.TITLE))
    for each, about in ((on_title, element), (on_text, element), (on_plan, None)):
        published(as_input(each), element=about)

    of_element = read(client, element.get_absolute_url())
    asked = f"answers/?part=title&amp;about={element.public_id}"
    one = read(client, f"{plan.get_absolute_url()}{asked.replace('&amp;', '&')}")
    other = read(client, f"{plan.get_absolute_url()}answers/?part=title")

    assert asked in of_element
    assert 'answers/?part=title"' in read(client, plan.get_absolute_url())
    assert ["A shorter name." in one, "More of it." in one, "Three years?" in one] == [1, 0, 0]
    assert ["A shorter name." in other, "Three years?" in other] == [0, 1]
