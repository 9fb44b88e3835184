"""The app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategyConfig(AppConfig):
    """Plans, priorities, themes, consultations, workshops, research."""

    name = "strategy"

    def ready(self) -> None:
        """Fill this app's rows of the platform's tables."""
        from strategy import notices, policies  # noqa: PLC0415 -- app ready
        from strategy.forms import given_back  # noqa: PLC0415 -- app ready
        from strategy.selectors import search, threads  # noqa: PLC0415 -- app ready
        from strategy.services.reference import BUNDLES as OURS  # noqa: PLC0415 -- app ready
        from wco_portal.common.reference import BUNDLES  # noqa: PLC0415 -- app ready

        policies.register()
        notices.register()
        given_back.register()
        search.register()
        BUNDLES.extend(OURS)
        threads.register()
        _run_by_the_clock()
        _print_plans()
        _brief_and_read_papers()
        _keep_workshop_files()
        _write_plans()
        _count_results()
        _link_themes()
        _link_plans()
        _link_consultations()


def _run_by_the_clock() -> None:
    from strategy.services import (  # noqa: PLC0415 -- app ready
        amendments,
        consultations,
        decisions,
        figure_reminders,
        participants,
        reminders,
        windows,
        word_imports,
        workshop_calls,
        workshops,
    )
    from wco_portal.audit import tables  # noqa: PLC0415 -- app ready

    # Before the plans: on the day on which the next begins, this one was amended, then it lapses.
    tables.add_clock_act("strategy.amendments", amendments.take_effect)
    tables.add_clock_act("strategy.plans", decisions.bring_into_force)
    tables.add_clock_act("strategy.amendments.lapse", amendments.lapse_due)
    tables.add_clock_act("strategy.consultations.open", consultations.open_due)
    tables.add_clock_act("strategy.consultations.regions", windows.open_due)
    tables.add_clock_act("strategy.consultations.close", consultations.close_due)
    tables.add_clock_act("strategy.workshops.close", workshops.close_due)
    tables.add_clock_act("strategy.workshops.remind", workshops.remind_due)
    tables.add_clock_act("strategy.word.forget", word_imports.forget_due)
    tables.add_clock_act("strategy.workshops.call", workshop_calls.call_due)
    tables.add_clock_act("strategy.participants.forget", participants.forget_due)
    tables.add_clock_act("strategy.consultations.remind", reminders.remind_due)
    tables.add_clock_act("strategy.figures.remind", figure_reminders.remind_due)
    _wake_the_clock()


def _wake_the_clock() -> None:
    from strategy.selectors import due  # noqa: PLC0415 -- app ready
    from wco_portal.audit import tables  # noqa: PLC0415 -- app ready

    tables.NEXT_DUE.extend([due.consultation, due.plan, due.amendment, due.workshop, due.figure])
    tables.NEXT_DUE.extend([due.registration, due.closing_call])


def _print_plans() -> None:
    from strategy.selectors import papers as laid  # noqa: PLC0415 -- app ready
    from strategy.selectors import plan_prints as printed  # noqa: PLC0415 -- app ready
    from strategy.services import papers, plan_prints  # noqa: PLC0415 -- app ready
    from wco_portal.files.tables import DOCX, MB, PDF, add_purpose  # noqa: PLC0415 -- app ready
    from wco_portal.jobs.tables import add_kind  # noqa: PLC0415 -- app ready

    add_purpose(
        printed.PURPOSE, media_types={PDF, DOCX}, most_bytes=50 * MB, may_read=printed.may_read
    )
    add_purpose(laid.PURPOSE, media_types={PDF, DOCX}, most_bytes=50 * MB, may_read=laid.may_read)
    add_kind(plan_prints.KIND, run=plan_prints.make, address=printed.address)
    add_kind(papers.KIND, run=papers.make, address=laid.address)


def _brief_and_read_papers() -> None:
    from strategy.selectors import briefings as brief  # noqa: PLC0415 -- app ready
    from strategy.selectors import paper_answers as typed  # noqa: PLC0415 -- app ready
    from strategy.selectors import word_jobs as brought  # noqa: PLC0415 -- app ready
    from strategy.services import briefings, paper_answers, word_jobs  # noqa: PLC0415 -- app ready
    from wco_portal.files.tables import DOCX, MB, PDF, add_purpose  # noqa: PLC0415 -- app ready
    from wco_portal.jobs.tables import add_kind  # noqa: PLC0415 -- app ready

    add_purpose(
        paper_answers.PURPOSE,
        media_types={PDF, "image/png", "image/jpeg"},
        most_bytes=10 * MB,
        may_read=typed.may_read_scan,
    )
    add_purpose(brief.PURPOSE, media_types={DOCX}, most_bytes=5 * MB, may_read=brief.may_read)
    add_purpose(brought.PURPOSE, media_types={DOCX}, most_bytes=10 * MB, may_read=brought.may_read)
    add_kind(brief.PURPOSE, run=briefings.make, address=brief.address)
    add_kind(word_jobs.KIND, run=word_jobs.make, address=brought.address, leads_to=brought.leads_to)


def _keep_workshop_files() -> None:
    from strategy.selectors import programmes  # noqa: PLC0415 -- app ready
    from strategy.selectors import workshop_reports as reports  # noqa: PLC0415 -- app ready
    from strategy.services import agendas, workshop_reports  # noqa: PLC0415 -- app ready
    from wco_portal.files.tables import DOCX, MB, PDF, add_purpose  # noqa: PLC0415 -- app ready
    from wco_portal.jobs.tables import add_kind  # noqa: PLC0415 -- app ready

    add_purpose(
        agendas.PURPOSE,
        media_types={PDF, DOCX},
        most_bytes=20 * MB,
        may_read=programmes.may_read,
    )
    add_purpose(reports.PURPOSE, media_types={DOCX}, most_bytes=20 * MB, may_read=reports.may_read)
    add_kind(workshop_reports.KIND, run=workshop_reports.make, address=reports.address)


def _write_plans() -> None:
    from strategy.selectors import writing  # noqa: PLC0415 -- app ready
    from strategy.services import plans  # noqa: PLC0415 -- app ready
    from wco_portal.access.permissions import Permission  # noqa: PLC0415 -- app ready
    from wco_portal.publishing.tables import Kind, add_kind  # noqa: PLC0415 -- app ready

    add_kind(
        Kind(
            "plan",
            view=Permission.PLAN_DRAFT_VIEW,
            edit=Permission.PLAN_EDIT,
            event="strategy.plan.edited",
            remarked="strategy.plan.remarked",
            owner=plans.of_text,
            lock=plans.locked_of_text,
            sections=plans.sections,
            written=plans.written,
            address=writing.desk_address,
            part=writing.part,
        )
    )


def _count_results() -> None:
    from strategy.selectors import counts as asked  # noqa: PLC0415 -- app ready
    from strategy.services import counts  # noqa: PLC0415 -- app ready
    from wco_portal.jobs.tables import add_kind  # noqa: PLC0415 -- app ready

    add_kind(asked.KIND, run=counts.make, address=asked.address, leads_to=asked.address)


def _link_themes() -> None:
    from strategy.selectors import cards  # noqa: PLC0415 -- app ready
    from wco_portal.links.tables import add_kind  # noqa: PLC0415 -- app ready

    add_kind("annualtheme", _("Annual theme"), cards=cards.of_themes, options=cards.any_theme)
    add_kind("themeactivity", _("Activity"), cards=cards.of_activities)
    add_kind("researchitem", _("Study"), cards=cards.of_research, options=cards.any_research)
    add_kind("indicator", _("Indicator"), cards=cards.of_indicators, options=cards.any_indicator)


def _link_plans() -> None:
    from strategy.selectors import commitments  # noqa: PLC0415 -- app ready
    from strategy.selectors import plan_cards as cards  # noqa: PLC0415 -- app ready
    from wco_portal.links.tables import add_kind  # noqa: PLC0415 -- app ready

    add_kind("plan", _("Strategic plan"), cards=cards.of_plans, options=cards.any_plan)
    add_kind(
        "planelement",
        _("Goal, objective or priority"),
        cards=cards.of_elements,
        options=cards.any_element,
    )
    add_kind(
        commitments.KIND,
        _("International commitment"),
        cards=commitments.cards,
        by_hand=False,
    )
    add_kind("planblock", _("Sentence of a plan"), cards=cards.of_blocks)
    add_kind("planreview", _("Performance review"), cards=cards.of_reviews)
    add_kind("amendment", _("Amendment"), cards=cards.of_amendments)


def _link_consultations() -> None:
    from strategy.selectors import consultation_cards as cards  # noqa: PLC0415 -- app ready
    from wco_portal.links.tables import add_kind  # noqa: PLC0415 -- app ready

    add_kind("consultation", _("Consultation"), cards=cards.of_any, options=cards.options)
    add_kind("synthesis", _("What a region says"), cards=cards.of_syntheses, options=cards.said)
