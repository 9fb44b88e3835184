"""What a person can do in the browser, a program can do too."""

import pytest
from django.test import RequestFactory
from drf_spectacular.generators import SchemaGenerator

from tests.architecture.test_house import our_routes

# The page whose form does it -> the operation that does the same.
ACTS = {
    "link-new": "links_make",
    "link-remove": "links_remove",
    "notifications-read": "notifications_mark_all_read",
    "notification-read": "notifications_mark_read",
    "notification-settings": "preferences_choose",
    "mail-retry": "undelivered_retry",
    "clock": "clock_step",
    "plan-new": "plans_make",
    "plan-edit": "plans_write",
    "plan-edit-element": "plans_write",
    "plan-element-rename": "elements_change",
    "plan-translation-mark": "plans_mark_translation",
    "plan-translation-mark-own": "plans_mark_translation",
    "plan-carry-over": "plans_carry_over",
    "plan-translation-import": "plans_check_translation",
    "plan-translation-enter": "plans_take_translation",
    "plan-revision": "revisions_restore",
    "plan-version-name": "plans_name_version",
    "text-suggest": "plans_suggest",
    "text-keep": "plans_renew_suggestion",
    "text-decide": "plans_decide",
    "text-settle": "plans_decide",
    "text-comment": "plans_comment",
    "thread-answer": "plans_answer_thread",
    "thread-assign": "plans_assign_thread",
    "thread-resolve": "plans_resolve_thread",
    "text-steps": "plans_write_blocks",
    "plan-consult": "plans_consult",
    "plan-resume": "plans_resume",
    "plan-submit": "plans_submit",
    "plan-answers-publish": "plans_publish_answers",
    "plan-inputs-answer": "dispositions_make",
    "disposition-correct": "dispositions_correct",
    "plan-said-comment": "contributions_make",
    "plan-said-propose": "contributions_make",
    "clause-comment": "contributions_make",
    "clause-propose": "contributions_make",
    "contribution-revise": "contributions_change",
    "contribution-propose": "contributions_propose",
    "contribution-withdraw": "contributions_withdraw",
    "contribution-answer": "contributions_answer_it",
    "contribution-stand": "contributions_stand",
    "contribution-redact": "contributions_redact",
    "contribution-lay": "contributions_lay",
    "input-redact": "inputs_redact",
    "plan-endorse": "plans_endorse",
    "plan-adopt": "plans_adopt",
    "plan-return": "plans_give_back",
    "plan-withdraw": "plans_withdraw",
    "plan-pdf": "plans_make_file",
    "plan-docx": "plans_make_file",
    "plan-version-pdf": "plans_make_file",
    "plan-version-docx": "plans_make_file",
    "plan-paper-new": "papers_make",
    "plan-paper-make": "papers_make_files",
    "plan-review-new": "reviews_make",
    "plan-review-close": "reviews_close",
    "plan-finding": "reviews_find",
    "plan-amendment-change": "amendments_write",
    "plan-amendment-add": "amendments_add",
    "plan-amendment-addition": "amendments_rewrite",
    "plan-amendment-take-out": "amendments_take_out",
    "plan-amendment-submit": "amendments_submit",
    "plan-amendment-adopt": "amendments_adopt",
    "plan-amendment-return": "amendments_give_back",
    "plan-amendment-withdraw": "amendments_withdraw",
    "activity-new": "activities_make",
    "activity-publish": "activities_publish",
    "activity-decline": "activities_decline",
    "indicator-new": "indicators_make",
    "indicator-edit": "indicators_change",
    "indicator-light": "indicators_set_light",
    "light-free": "indicators_free_light",
    "period-new": "indicators_plan_period",
    "period-edit": "indicators_plan_period",
    "measurement-enter": "figures_make",
    "measurement-submit": "figures_submit",
    "measurement-take_back": "figures_take_back",
    "measurement-approve": "figures_approve",
    "measurement-return": "figures_give_back",
    "measurement-correct": "figures_correct",
    "figures-import": "figures_bring_in",
    "figures-enter": "figures_bring_in",
    "plan-structure": "plans_arrange",
    "plan-element-new": "elements_make",
    "plan-element-change": "elements_reshape",
    "plan-element-remove": "elements_remove",
    "element-align": "elements_align",
    "element-unalign": "elements_unalign",
    "evidence-new": "evidence_make",
    "evidence-remove": "evidence_remove",
    "scan-new": "scan_findings_make",
    "scan-edit": "scan_findings_change",
    "deliverable-new": "deliverables_make",
    "deliverable-edit": "deliverables_change",
    "deliverable-move": "deliverables_start",
    "deliverable-postpone": "deliverables_postpone",
    "deliverable-drop": "deliverables_drop",
    "effort-shares": "deliverables_share_out",
    "plan-import-new": "plans_read_stratml",
    "plan-import": "plans_import_stratml",
    "plan-import-word-new": "plans_import_word",
    "plan-import-word": "plans_import_word",
    "plan-word-new": "plans_return_word",
    "plan-word": "plans_return_word",
    "consultation-new": "consultations_make",
    "consultation-edit": "consultations_change",
    "consultation-announce": "consultations_announce",
    "consultation-publish": "consultations_publish",
    "consultation-reopen": "consultations_reopen",
    "consultation-withdraw": "consultations_withdraw",
    "consultation-copy": "consultations_copy",
    "consultation-windows": "consultations_give_window",
    "consultation-window-remove": "consultations_take_window",
    "consultation-reopen_region": "consultations_reopen_region",
    "consultation-answer": "positions_make",
    "consultation-answer-for": "positions_change",
    "consultation-review": "positions_send",
    "consultation-region": "syntheses_change",
    "consultation-remind": "syntheses_remind",
    "synthesis-propose": "syntheses_propose",
    "synthesis-clear": "syntheses_clear",
    "synthesis-return": "syntheses_send_back",
    "briefing": "briefings_make_files",
    "paper-answer-new": "paper_answers_make",
    "paper-answer-confirm": "paper_answers_confirm",
    "paper-answer-set_aside": "paper_answers_set_aside",
    "release-send": "releases_send",
    "release-return": "releases_send_back",
    "release-rule": "releases_rule",
    "workshop-new": "workshops_make",
    "workshop-edit": "workshops_change",
    "workshop-announce": "workshops_announce",
    "workshop-cancel": "workshops_cancel",
    "workshop-drop": "workshops_drop",
    "workshop-attendance": "workshops_attendance",
    "workshop-conclusion": "workshops_conclude",
    "workshop-share": "workshops_share",
    "workshop-report": "workshops_make_report",
    "workshop-sheet": "workshops_mark_present",
    "workshop-agenda": "agenda_items_make",
    "agenda-item": "agenda_items_change",
    "agenda-item-remove": "agenda_items_remove",
    "workshop-document-new": "workshop_documents_make",
    "workshop-document-remove": "workshop_documents_remove",
    "participant-new": "participants_make",
    "participant-edit": "participants_change",
    "participant-withdraw": "participants_withdraw",
    "calendar-feed-renew": "calendar_feeds_make",
    "calendar-feed-revoke": "calendar_feeds_revoke",
    "challenge-new": "challenges_make",
    "challenge-take-up": "challenges_take_up",
    "challenge-set-aside": "challenges_set_aside",
    "chapter-edit": "chapters_write",
    "chapter-submit": "chapters_submit",
    "chapter-publish": "chapters_publish",
    "chapter-request_changes": "chapters_request_changes",
    "practice-new": "practices_make",
    "practice-edit": "practices_change",
    "practice-submit": "practices_submit",
    "practice-publish": "practices_publish",
    "practice-request_changes": "practices_request_changes",
    "practice-withdraw": "practices_withdraw",
    "message-new": "messages_make",
    "message-edit": "messages_change",
    "message-prove": "messages_prove",
    "message-unprove": "messages_unprove",
    "message-consult": "messages_consult",
    "message-return": "messages_send_back",
    "message-adopt": "messages_adopt",
    "message-retire": "messages_retire",
    "message-endorse": "messages_endorse",
    "topic-new": "topics_make",
    "topic-write": "topics_write",
    "topic-close": "topics_close",
    "topic-reopen": "topics_reopen",
    "topic-turn": "topics_turn",
    "post-hide": "topics_hide",
    "conference-new": "conferences_make",
    "conference-invite": "conferences_invite",
    "conference-capacity": "conferences_change_capacity",
    "delegation-answer": "delegations_reply",
    "delegation-quota": "delegations_change_quota",
    "delegation-nominate": "delegations_nominate",
    "registrations-confirm": "registrations_confirm_many",
    "registration-confirm": "registrations_confirm",
    "registration-return": "registrations_return_for_changes",
    "registration-correct": "registrations_correct",
    "registration-reject": "registrations_reject",
    "registration-withdraw": "registrations_withdraw",
    "registration-substitute": "registrations_substitute",
    "registration-head": "registrations_make_head",
}
# What only a browser needs, each with its reason.
ONLY_IN_THE_BROWSER = {
    "text-join": "a window of the editor, bound to a session",
    "text-presence": "the same: who is at the text now",
    "text-leave": "the same",
    "appearance": "the colours of one's own screen, kept in a cookie",
    "letter-stop": "a press of a mail program, without signing in; the API has preferences",
    "demo-enter": "a session of the browser; a program has a token",
}


def takes_posts(route):
    """Say whether a page does something: it does not refuse a POST by its verb.

    The request has no person, so whatever answers it has looked at nothing but the verb.
    """
    words = dict.fromkeys(route.pattern.converters, "x")
    try:
        return route.callback(RequestFactory().post("/"), **words).status_code != 405
    except Exception:  # noqa: BLE001 -- it went on to look for the thing or the person
        return True


def page_acts():
    return {
        route.name
        for route in our_routes()
        if not getattr(route.callback, "cls", None) and not route.name.startswith("api-")
        if takes_posts(route)
    }


@pytest.fixture(scope="module")
def operations():
    schema = SchemaGenerator().get_schema(request=None, public=True)
    return {
        operation["operationId"]: verb
        for verbs in schema["paths"].values()
        for verb, operation in verbs.items()
        if isinstance(operation, dict)
    }


def test_every_act_of_a_page_is_an_operation(operations):
    assert page_acts() == set(ACTS) | set(ONLY_IN_THE_BROWSER)
    assert sorted(set(ACTS.values()) - set(operations)) == []
    assert [name for name in ACTS.values() if operations[name] == "get"] == []
