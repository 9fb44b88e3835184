"""Lists of plans, themes, indicators, consultations, workshops."""

import datetime as dt
from itertools import count

from strategy.enums.contributions import ClausePart
from strategy.enums.indicators import Frequency
from strategy.enums.plans import Verdict
from strategy.enums.themes import ActivityKind
from strategy.models import (
    AnnualTheme,
    Commitment,
    Plan,
    PlanElement,
    ResearchItem,
    Workshop,
)
from strategy.selectors import positions
from strategy.services import (
    activities,
    alignments,
    challenges,
    contributions,
    plans,
    reviews,
    stands,
)
from strategy.services import positions as writing
from strategy.services.contributions import Place
from strategy.services.plans import Draft
from tests.factories import amendments as amending
from tests.factories import consultations as asking
from tests.factories import contributions as clauses
from tests.factories import dispositions as saying
from tests.factories import indicators as measuring
from tests.factories import paper_answers as on_paper
from tests.factories import workshops as inviting
from tests.factories.people import person
from tests.pages.lists import DAY, asks, nothing, numbers
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member


def in_force():
    return Plan.objects.get(slug="2016-2019")


def in_preparation():
    return Plan.objects.get(slug="2019-2022")


# --- plans ----------------------------------------------------------------------------------------
def started_plan():
    number = next(numbers)
    year = 2030 + number % 100
    return plans.create(
        slug=f"plan-{number}",
        title_en="A plan",
        title_fr="Un plan",
        starts_on=dt.date(year, 7, 1),
        ends_on=dt.date(year + 3, 6, 30),
        by=person(R.EDITOR),
    )


def element():
    number = next(numbers)
    PlanElement.objects.create(
        plan=in_preparation(),
        kind="objective",
        number=f"N{number}",
        title_en=f"Element {number}",
        order=900 + number,
    )


@asks(6)
def all_plans():
    return "/en/plans/", person(R.EDITOR), started_plan


@asks(15)
def plan():
    return "/en/plans/2019-2022/", None, element


@asks(26)
def plan_editor():
    return "/en/plans/2019-2022/edit/", person(R.EDITOR), element


@asks(8)
def plan_languages():
    editor = person(R.EDITOR)
    address = "/en/plans/2019-2022/languages/"

    def more():
        element()
        made = PlanElement.objects.latest("pk")
        version = made.plan.text.documents.get(language="en").version
        drafts = {"en": Draft("One.\n\nTwo.", version)}
        plans.write(made.plan, drafts=drafts, by=editor, section=made.public_id)

    return address, editor, more


@asks(11)
def plan_carry_over():
    return "/en/plans/2019-2022/carry-over/", person(R.EDITOR), element


@asks(9)
def plan_earlier():
    return "/en/plans/2019-2022/earlier/", None, element


def aligned_element():
    element()
    made = PlanElement.objects.latest("pk")
    alignments.add(made, Commitment.objects.get(code="sdg-8"), by=person(R.EDITOR))


@asks(6)
def plan_alignment():
    return "/en/plans/2019-2022/alignment/", None, aligned_element


@asks(8)
def framework():
    return "/en/frameworks/sdg/", None, aligned_element


@asks(8)
def plan_history():
    address = "/en/plans/2019-2022/history/"
    return (f"{address}?as_of=2018-06-02", address), None, nothing


@asks(10)
def plan_revisions():
    editor, words = person(R.EDITOR), count(1)

    def more():
        number = next(words)
        drafts = {"en": Draft(f"Version {number}.", number - 1)}
        plans.write(in_preparation(), drafts=drafts, by=editor)

    return "/en/plans/2019-2022/revisions/", editor, more


@asks(6)
def plan_reviews():
    editor = person(R.EDITOR)

    def more():
        month = next(months)
        period = {"starts_on": dt.date(2017, month, 1), "ends_on": dt.date(2017, month, 28)}
        review = reviews.start(in_force(), **period, by=editor)
        for each in in_force().elements.steering():
            find(review, each, by=editor)
        reviews.close(review, summary_en="Well.", summary_fr="Bien.", by=editor)

    months = count(1)
    return "/en/plans/2016-2019/reviews/", editor, more


def find(review, each, *, by):
    words = {"finding_en": "It goes on.", "finding_fr": "Cela continue."}
    reviews.find(review, element=each, verdict=Verdict.KEEP, **words, by=by)


@asks(11)
def plan_review():
    editor = person(R.EDITOR)
    period = {"starts_on": dt.date(2017, 7, 1), "ends_on": dt.date(2018, 6, 30)}
    review = reviews.start(in_force(), **period, by=editor)
    waiting = iter(in_force().elements.steering())
    return review.get_absolute_url(), editor, lambda: find(review, next(waiting), by=editor)


@asks(18)
def plan_amendment():
    made = amending.written(verdicts={"5": Verdict.CHANGE})
    amending.added(made)
    kept = iter(made.review.findings.filter(verdict=Verdict.KEEP))

    def more():
        finding = next(kept)
        finding.verdict = Verdict.DROP
        finding.save()
        amending.added(made)

    return made.get_absolute_url(), person(R.EDITOR), more


@asks(12)
def plan_inputs():
    editor, made = person(R.EDITOR), saying.asked()
    members = iter(("sen", "cmr", "fra"))
    return "/en/plans/2019-2022/inputs/", editor, lambda: saying.comment(next(members), of=made)


@asks(8)
def plan_answers():
    editor, made = person(R.EDITOR), saying.asked()
    members = iter(("sen", "cmr", "fra"))
    element = in_preparation().elements.first()

    def more():
        found = saying.comment(next(members), of=made)
        reason = {"en": f"Reason {next(numbers)}.", "fr": "Raison."}
        saying.published(found, by=editor, reason=reason, element=element)

    return "/en/plans/2019-2022/answers/", None, more


@asks(11)
def clause():
    element = clauses.consulted()
    codes = iter(("sen", "cmr", "fra"))
    return (
        f"{element.get_absolute_url()}said/",
        None,
        lambda: clauses.comment(element, code=next(codes), quote="SO1"),
    )


def spoken_of(path):
    """Comment on the title of a plan, of which `path` is a page."""
    plan = clauses.consulted().plan
    codes = iter(("sen", "cmr", "fra"))

    def more():
        clauses.comment(plan, code=next(codes), quote=plan.title_en, place=Place(ClausePart.TITLE))

    return f"{plan.get_absolute_url()}{path}", None, more


@asks(7)
def what_is_said_of_the_introduction():
    return spoken_of("said/")


@asks(7)
def version_with_what_is_said():
    return spoken_of("versions/1/")


@asks(7)
def contribution():
    made = clauses.proposal(clauses.consulted())
    codes = iter(("cmr", "fra", "jpn"))

    def more():
        by = clauses.focal(next(codes))
        member = by.roles_held()[0].member
        said = contributions.Said("We too.", consent="named")
        contributions.answer(made, said=said, member=member, by=by)
        stands.stand(made, member=member, stance="support", by=by)

    return made.get_absolute_url(), None, more


@asks(27)
def links_to_choose_from():
    start = in_force().elements.steering().first()
    return f"/en/links/planelement/{start.public_id}/new/", person(R.EDITOR), element


# --- themes, indicators, research -----------------------------------------------------------------
def published_activity():
    made = activities.propose(
        AnnualTheme.objects.get(year=2019),
        member=Member.objects.get(code="sen"),
        kind=ActivityKind.SEMINAR,
        title={"en": f"Activity {next(numbers)}", "fr": "Activité"},
        happened_on=DAY,
        principles=[],
        with_partners=False,
        by=person(R.FOCAL_POINT, member="sen"),
    )
    activities.follow(made, arrow="publish", by=person(R.COMMUNICATIONS))


@asks(11)
def theme():
    return "/en/themes/2019/", None, published_activity


@asks(6)
def indicators():
    editor = person(R.EDITOR)
    return "/en/indicators/", None, lambda: measuring.indicator(editor)


@asks(15)
def indicator_with_figures():
    people = {"editor": person(R.EDITOR), "approver": person(R.APPROVER)}
    measured = measuring.indicator(people["editor"], periods=Frequency.HALF_YEARLY)
    periods = iter(measured.periods.order_by("starts_on"))

    def more():
        measuring.approved(next(periods), measuring.figure(60), **people)

    return measured.get_absolute_url(), None, more


@asks(3)
def research():
    def more():
        number = next(numbers)
        ResearchItem.objects.create(
            slug=f"study-{number}", title_en="A study", question_en="Why?", known_from=DAY
        )

    return "/en/research/", None, more


# --- consultations, workshops, challenges ---------------------------------------------------------
def consultation():
    return asking.consultation(f"asked-{next(numbers)}")


@asks(2)
def consultations():
    return "/en/consultations/", None, consultation


@asks(2)
def workshops():
    return "/en/workshops/", None, inviting.workshop


@asks(7)
def workshop_participants():
    editor = person(R.EDITOR)
    made = inviting.workshop(by=editor, registration_ends_at=inviting.STARTS)

    def more():
        inviting.participant(made, "sen", f"Person {next(numbers)}", by=editor)

    return f"/en/workshops/{made.slug}/participants/", editor, more


@asks(6)
def all_challenges():
    editor = person(R.EDITOR)
    held = inviting.workshop(by=editor)
    focal = person(R.FOCAL_POINT, member="sen")

    def more():
        challenges.raise_at(
            held,
            member=Member.objects.get(code="sen"),
            title={"en": f"A challenge {next(numbers)}", "fr": "Un défi"},
            text={"en": "Words.", "fr": "Des mots."},
            by=focal,
        )

    return "/en/challenges/", editor, more


# --- regions, papers, histories -------------------------------------------------------------------
@asks(6)
def answers_on_paper():
    made = asking.consultation()
    codes = iter(("sen", "fra", "jpn", "bra"))
    address = f"/en/consultations/{made.slug}/papers/"
    return address, person(R.EDITOR), lambda: on_paper.entered(made, next(codes))


@asks(10)
def versions_of_a_position():
    made, by = asking.consultation(), person(R.FOCAL_POINT, member="sen")
    sen = Member.objects.get(code="sen")

    def more():
        number = next(numbers)
        saved = positions.saved([made], [sen]).get((made.pk, sen.pk))
        writing.save(
            made,
            member=sen,
            ranking={},
            comment=f"Number {number}",
            version=saved.version if saved else 0,
            by=by,
        )

    return f"/en/consultations/{made.slug}/answer/sen/history/", by, more


@asks(6)
def participation():
    def more():
        made = inviting.workshop(title_en=f"Workshop {next(numbers)}")
        Workshop.objects.filter(pk=made.pk).update(state="held", members_present=3, members_of=20)

    return "/en/participation/", None, more
