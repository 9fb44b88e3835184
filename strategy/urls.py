"""Addresses of this app: a list per noun."""

from django.urls import include, path

from strategy.views import (
    alignments,
    calendar_feeds,
    carrying,
    challenges,
    consultations,
    decisions,
    deliverables,
    dispositions,
    evidence,
    imports,
    indicators,
    languages,
    measurements,
    papers,
    participants,
    plan_files,
    plan_imports,
    plan_prints,
    plans,
    positions,
    regions,
    research,
    reviews,
    scans,
    structure,
    themes,
    word_imports,
    word_returns,
    workshop_parts,
    workshops,
    writing,
)

PLAN = "plans/<slug60:slug>/"
plan_urls = [
    path("plans/", plans.index, name="plans"),
    path("plans/new/", writing.new, name="plan-new"),
    path("plans/feed.atom", plan_files.feed, name="plan-feed"),
    path("plans/import/", plan_imports.new, name="plan-import-new"),
    path("plans/import/<pid:public_id>/", plan_imports.detail, name="plan-import"),
    path("plans/import/word/", word_imports.new, name="plan-import-word-new"),
    path("plans/import/word/<pid:public_id>/", word_imports.detail, name="plan-import-word"),
    path(PLAN, plans.detail, name="plan"),
    path(f"{PLAN}history/", plans.history, name="plan-history"),
    path(f"{PLAN}compare/", plans.compare, name="plan-compare"),
    path(f"{PLAN}versions/<int:number>/", plans.version, name="plan-version"),
    *(
        path(f"{PLAN}files/{kind}", plan_prints.current, {"kind": kind}, name=name)
        for name, kind in (("plan-pdf", "plan.pdf"), ("plan-docx", "plan.docx"))
    ),
    *(
        path(
            f"{PLAN}versions/<int:number>/files/{kind}",
            plan_prints.numbered,
            {"kind": kind},
            name=name,
        )
        for name, kind in (("plan-version-pdf", "plan.pdf"), ("plan-version-docx", "plan.docx"))
    ),
    path(f"{PLAN}files/<str:kind>", plan_files.current, name="plan-file"),
    path(
        f"{PLAN}versions/<int:number>/files/<str:kind>",
        plan_files.numbered,
        name="plan-version-file",
    ),
    path(f"{PLAN}elements/<pid:public_id>/", plans.element, name="plan-element"),
    path(f"{PLAN}structure/", structure.arrange, name="plan-structure"),
    path(f"{PLAN}structure/new/", structure.add, name="plan-element-new"),
    path(f"{PLAN}structure/<pid:public_id>/", structure.change, name="plan-element-change"),
    path(f"{PLAN}structure/<pid:public_id>/remove/", structure.remove, name="plan-element-remove"),
    path(f"{PLAN}elements/<pid:public_id>/align/", plans.align, name="element-align"),
    path(f"{PLAN}elements/<pid:public_id>/evidence/", evidence.new, name="evidence-new"),
    path("evidence/<pid:public_id>/remove/", evidence.remove, name="evidence-remove"),
    path(
        f"{PLAN}elements/<pid:public_id>/align/<slug60:code>/remove/",
        plans.unalign,
        name="element-unalign",
    ),
    path(f"{PLAN}elements/<pid:public_id>/indicators/new/", indicators.new, name="indicator-new"),
    path(f"{PLAN}priorities/<slug60:name>/", plans.priority, name="plan-priority"),
    path(f"{PLAN}edit/", writing.edit, name="plan-edit"),
    path(f"{PLAN}edit/<pid:public_id>/", writing.edit_element, name="plan-edit-element"),
    path(f"{PLAN}edit/<pid:public_id>/title/", writing.rename, name="plan-element-rename"),
    path(f"{PLAN}edit/<pid:public_id>/translation/", writing.mark, name="plan-translation-mark"),
    path(f"{PLAN}word/", word_returns.upload, name="plan-word-new"),
    path(f"{PLAN}word/<pid:public_id>/", word_returns.detail, name="plan-word"),
    path(f"{PLAN}edit/translation/", writing.mark_introduction, name="plan-translation-mark-own"),
    path(f"{PLAN}carry-over/", carrying.start, name="plan-carry-over"),
    path(f"{PLAN}alignment/", alignments.coverage, name="plan-alignment"),
    path(f"{PLAN}earlier/", carrying.earlier, name="plan-earlier"),
    path(f"{PLAN}languages/", languages.board, name="plan-languages"),
    path(f"{PLAN}languages/files/<str:kind>", languages.export, name="plan-translation-file"),
    path(f"{PLAN}languages/import/", languages.bring, name="plan-translation-import"),
    path(f"{PLAN}languages/enter/", languages.enter, name="plan-translation-enter"),
    path(f"{PLAN}revisions/", writing.revisions, name="plan-revisions"),
    path(f"{PLAN}revisions/name/", writing.name_version, name="plan-version-name"),
    path(f"{PLAN}revisions/<slug:language>/<int:number>/", writing.revision, name="plan-revision"),
    path(f"{PLAN}consult/", decisions.consult, name="plan-consult"),
    path(f"{PLAN}resume/", decisions.resume, name="plan-resume"),
    path(f"{PLAN}submit/", decisions.submit, name="plan-submit"),
    path(f"{PLAN}endorse/", decisions.endorse, name="plan-endorse"),
    path(f"{PLAN}adopt/", decisions.adopt, name="plan-adopt"),
    path(f"{PLAN}return/", decisions.give_back, name="plan-return"),
    path(f"{PLAN}withdraw/", decisions.withdraw, name="plan-withdraw"),
    path(f"{PLAN}implementation/", deliverables.current, name="implementation-current"),
    path(f"{PLAN}implementation/<year:year>/", deliverables.detail, name="implementation"),
    path(
        f"{PLAN}implementation/<year:year>/plan.csv", deliverables.as_csv, name="implementation-csv"
    ),
    path(
        f"{PLAN}implementation/<year:year>/plan.xlsx",
        deliverables.as_xlsx,
        name="implementation-xlsx",
    ),
    path(f"{PLAN}implementation/<year:year>/new/", deliverables.new, name="deliverable-new"),
    path(f"{PLAN}implementation/<year:year>/shares/", deliverables.shares, name="effort-shares"),
    path("deliverables/<pid:public_id>/edit/", deliverables.edit, name="deliverable-edit"),
    path("deliverables/<pid:public_id>/move/", deliverables.move, name="deliverable-move"),
    path(
        "deliverables/<pid:public_id>/postpone/", deliverables.postpone, name="deliverable-postpone"
    ),
    path("deliverables/<pid:public_id>/drop/", deliverables.drop, name="deliverable-drop"),
    path(f"{PLAN}figures/import/", imports.upload, name="figures-import"),
    path(f"{PLAN}figures/enter/", imports.enter, name="figures-enter"),
    path(f"{PLAN}figures/template.xlsx", imports.template, name="figures-template"),
    path(f"{PLAN}answers/", dispositions.answers, name="plan-answers"),
    path(f"{PLAN}answers/publish/", dispositions.publish, name="plan-answers-publish"),
    path(f"{PLAN}answers/files/<str:kind>", dispositions.compilation, name="plan-answers-file"),
    path(f"{PLAN}inputs/", dispositions.inputs, name="plan-inputs"),
    path(f"{PLAN}inputs/answer/", dispositions.answer, name="plan-inputs-answer"),
    path("answers/<pid:public_id>/correct/", dispositions.correct, name="disposition-correct"),
    path(f"{PLAN}papers/", papers.index, name="plan-papers"),
    path(f"{PLAN}papers/new/", papers.new, name="plan-paper-new"),
    path(f"{PLAN}papers/<pid:public_id>/", papers.detail, name="plan-paper"),
    path(f"{PLAN}papers/<pid:public_id>/make/", papers.make, name="plan-paper-make"),
    path(f"{PLAN}reviews/", reviews.index, name="plan-reviews"),
    path(f"{PLAN}reviews/new/", reviews.new, name="plan-review-new"),
    path(f"{PLAN}reviews/<pid:public_id>/", reviews.detail, name="plan-review"),
    path(f"{PLAN}reviews/<pid:public_id>/close/", reviews.close, name="plan-review-close"),
    path(
        f"{PLAN}reviews/<pid:public_id>/findings/<pid:element>/", reviews.find, name="plan-finding"
    ),
    path(f"{PLAN}amendments/<pid:public_id>/", reviews.amendment, name="plan-amendment"),
    path("frameworks/<slug60:code>/", alignments.framework, name="framework"),
]
theme_urls = [
    path("themes/", themes.index, name="themes"),
    path("themes/<year:year>/", themes.detail, name="theme"),
    path("themes/<year:year>/activities/new/", themes.activity_new, name="activity-new"),
    path("activities/<pid:public_id>/publish/", themes.activity_publish, name="activity-publish"),
    path("activities/<pid:public_id>/decline/", themes.activity_decline, name="activity-decline"),
]
indicator_urls = [
    path("indicators/", indicators.index, name="indicators"),
    path("indicators/<pid:public_id>/", indicators.detail, name="indicator"),
    path("indicators/<pid:public_id>/edit/", indicators.edit, name="indicator-edit"),
    path("indicators/<pid:public_id>/periods/new/", indicators.period_new, name="period-new"),
    path("indicators/<pid:public_id>/light/", indicators.light, name="indicator-light"),
    path("indicators/<pid:public_id>/light/free/", indicators.light_free, name="light-free"),
    path("periods/<pid:public_id>/edit/", indicators.period_edit, name="period-edit"),
    path("periods/<pid:public_id>/figure/", measurements.enter, name="measurement-enter"),
    path("periods/<pid:public_id>/correct/", measurements.correct, name="measurement-correct"),
    path("figures/", measurements.index, name="measurements"),
    path("figures/<pid:public_id>/", measurements.detail, name="measurement"),
    path("figures/<pid:public_id>/submit/", measurements.submit, name="measurement-submit"),
    path(
        "figures/<pid:public_id>/take-back/", measurements.take_back, name="measurement-take_back"
    ),
    path("figures/<pid:public_id>/approve/", measurements.approve, name="measurement-approve"),
    path("figures/<pid:public_id>/return/", measurements.give_back, name="measurement-return"),
]
research_urls = [
    path("scans/", scans.index, name="scans"),
    path("scans/new/", scans.new, name="scan-new"),
    path("scans/<pid:public_id>/", scans.detail, name="scan-finding"),
    path("scans/<pid:public_id>/edit/", scans.edit, name="scan-edit"),
    path("research/", research.index, name="research"),
    path("research/<slug60:slug>/", research.detail, name="research-item"),
]
consultation_urls = [
    path("methods/ranking/", consultations.ranking_method, name="method-ranking"),
    path("consultations/", consultations.index, name="consultations"),
    path("consultations/new/", consultations.new, name="consultation-new"),
    path(
        "consultations/<slug60:slug>/",
        include(
            [
                path("", consultations.detail, name="consultation"),
                path("announce/", consultations.announce, name="consultation-announce"),
                path("publish/", consultations.publish, name="consultation-publish"),
                path("reopen/", consultations.reopen, name="consultation-reopen"),
                path("result.csv", consultations.result_csv, name="consultation-result-csv"),
                path("answers.csv", consultations.ballots_csv, name="consultation-ballots-csv"),
                path("answers.json", consultations.ballots_json, name="consultation-ballots-json"),
                path("answer/", positions.answer, name="consultation-answer"),
                path("answer/<slug60:code>/", positions.answer, name="consultation-answer-for"),
                path("answer/<slug60:code>/review/", positions.review, name="consultation-review"),
                path("receipts/<pid:public_id>/", positions.receipt, name="consultation-receipt"),
            ]
        ),
    ),
    path(
        "consultations/<slug60:slug>/region/<slug60:code>/",
        include(
            [
                path("", regions.detail, name="consultation-region"),
                path("remind/", regions.remind, name="consultation-remind"),
                path("propose/", regions.propose, name="synthesis-propose"),
                path("clear/", regions.clear, name="synthesis-clear"),
                path("return/", regions.send_back, name="synthesis-return"),
            ]
        ),
    ),
]
WORKSHOP = "workshops/<slug60:slug>/"
PARTICIPANTS = f"{WORKSHOP}participants/"
participant_urls = [
    path(PARTICIPANTS, participants.index, name="workshop-participants"),
    path(f"{PARTICIPANTS}new/", participants.new, name="participant-new"),
    path(f"{PARTICIPANTS}list.csv", participants.as_csv, name="workshop-participants-csv"),
    path(f"{PARTICIPANTS}list.xlsx", participants.as_xlsx, name="workshop-participants-xlsx"),
    path(f"{PARTICIPANTS}<pid:public_id>/", participants.edit, name="participant-edit"),
    path(
        f"{PARTICIPANTS}<pid:public_id>/withdraw/",
        participants.withdraw,
        name="participant-withdraw",
    ),
    path(f"{WORKSHOP}present/", participants.sheet, name="workshop-sheet"),
]
workshop_part_urls = [
    path(f"{WORKSHOP}agenda/", workshop_parts.agenda, name="workshop-agenda"),
    path(f"{WORKSHOP}agenda/<pid:public_id>/", workshop_parts.agenda_item, name="agenda-item"),
    path(
        f"{WORKSHOP}agenda/<pid:public_id>/remove/",
        workshop_parts.agenda_remove,
        name="agenda-item-remove",
    ),
    path(f"{WORKSHOP}documents/new/", workshop_parts.document, name="workshop-document-new"),
    path(
        f"{WORKSHOP}documents/<pid:public_id>/remove/",
        workshop_parts.document_remove,
        name="workshop-document-remove",
    ),
    path(f"{WORKSHOP}report.docx", workshop_parts.report, name="workshop-report"),
    path(f"{WORKSHOP}share/", workshop_parts.share, name="workshop-share"),
]
calendar_urls = [
    path("calendars/", calendar_feeds.index, name="calendar-feeds"),
    path("calendars/<slug60:code>/renew/", calendar_feeds.renew, name="calendar-feed-renew"),
    path("calendars/<slug60:code>/revoke/", calendar_feeds.revoke, name="calendar-feed-revoke"),
    path("calendars/feed/<str:word>.ics", calendar_feeds.feed, name="calendar-feed"),
]
workshop_urls = [
    path("workshops/", workshops.index, name="workshops"),
    path("workshops/new/", workshops.new, name="workshop-new"),
    path("workshops/<slug60:slug>/", workshops.detail, name="workshop"),
    path("workshops/<slug60:slug>/calendar.ics", workshops.calendar, name="workshop-calendar"),
    path("workshops/<slug60:slug>/edit/", workshops.edit, name="workshop-edit"),
    path("workshops/<slug60:slug>/announce/", workshops.announce, name="workshop-announce"),
    path("workshops/<slug60:slug>/cancel/", workshops.cancel, name="workshop-cancel"),
    path("workshops/<slug60:slug>/drop/", workshops.drop, name="workshop-drop"),
    path("workshops/<slug60:slug>/attendance/", workshops.attendance, name="workshop-attendance"),
    path("workshops/<slug60:slug>/conclusions/", workshops.conclusion, name="workshop-conclusion"),
    path("workshops/<slug60:slug>/challenges/new/", challenges.new, name="challenge-new"),
    path("challenges/", challenges.index, name="challenges"),
    path("challenges/<pid:public_id>/", challenges.detail, name="challenge"),
    path("challenges/<pid:public_id>/take-up/", challenges.take_up, name="challenge-take-up"),
    path("challenges/<pid:public_id>/set-aside/", challenges.set_aside, name="challenge-set-aside"),
]
urlpatterns = [
    *consultation_urls,
    *plan_urls,
    *workshop_urls,
    *workshop_part_urls,
    *participant_urls,
    *calendar_urls,
    *theme_urls,
    *indicator_urls,
    *research_urls,
]
