"""Every permission of the portal, in one enumeration."""

from enum import StrEnum
from typing import Final


class Permission(StrEnum):
    """`app.noun.verb`: what a policy can allow."""

    # the platform
    WORK_VIEW = "home.work.view"
    CLOCK_STEP = "common.clock.step"
    LINK_EDIT = "links.link.edit"
    MAIL_VIEW = "notifications.mail.view"
    MAIL_OVERSEE = "notifications.mail.oversee"
    PREFERENCES_EDIT = "notifications.preferences.edit"
    EVENTS_VIEW = "audit.events.view"

    # texts of every kind
    TEXT_OPEN = "publishing.text.open"

    # conferences
    CONFERENCE_MANAGE = "conferences.conference.manage"
    DELEGATIONS_LIST = "conferences.delegations.list"
    DELEGATION_VIEW = "conferences.delegation.view"
    DELEGATION_QUOTA = "conferences.delegation.quota"
    DELEGATION_ANSWER = "conferences.delegation.answer"
    REGISTRATIONS_LIST = "conferences.registrations.list"
    REGISTRATION_VIEW = "conferences.registration.view"
    REGISTRATION_NOMINATE = "conferences.registration.nominate"
    REGISTRATION_REVIEW = "conferences.registration.review"
    REGISTRATION_CORRECT = "conferences.registration.correct"
    REGISTRATION_WITHDRAW = "conferences.registration.withdraw"
    RECEIPT_VIEW = "conferences.receipt.view"
    # Measurement.
    INDICATOR_EDIT = "strategy.indicator.edit"
    INDICATOR_REPORT = "strategy.indicator.report"
    INDICATOR_APPROVE = "strategy.indicator.approve"
    DELIVERABLE_EDIT = "strategy.deliverable.edit"
    SCAN_EDIT = "strategy.scan.edit"
    EVIDENCE_EDIT = "strategy.evidence.edit"

    # Themes and the activities under them.
    ACTIVITY_PROPOSE = "strategy.activity.propose"
    ACTIVITY_REVIEW = "strategy.activity.review"
    # plans
    PLAN_DRAFT_VIEW = "strategy.plan.view_draft"
    PLAN_EDIT = "strategy.plan.edit"
    PLAN_SUBMIT = "strategy.plan.submit"
    PLAN_DECIDE = "strategy.plan.decide"
    PLAN_WITHDRAW = "strategy.plan.withdraw"
    PLAN_REVIEW = "strategy.plan.review"
    PLAN_CARRY_OVER = "strategy.plan.carry_over"
    # consultations
    CONSULTATION_VIEW = "strategy.consultation.view"
    CONSULTATION_EDIT = "strategy.consultation.edit"
    CONSULTATION_ANNOUNCE = "strategy.consultation.announce"
    CONSULTATION_REOPEN = "strategy.consultation.reopen"
    CONSULTATION_PUBLISH = "strategy.consultation.publish"
    RESULT_VIEW = "strategy.result.view"
    POSITION_WRITE = "strategy.position.write"
    POSITION_SEND = "strategy.position.send"
    POSITION_READ = "strategy.position.read"
    RELEASE_DECIDE = "strategy.release.decide"
    RELEASE_RULE = "strategy.release.rule"
    PAPER_ANSWER_VIEW = "strategy.paper_answer.view"
    PAPER_ANSWER_ENTER = "strategy.paper_answer.enter"
    PAPER_ANSWER_CONFIRM = "strategy.paper_answer.confirm"
    REGION_FOLLOW = "strategy.region.follow"
    REGION_REMIND = "strategy.region.remind"
    BRIEFING_READ = "strategy.briefing.read"
    SYNTHESIS_DRAFT = "strategy.synthesis.draft"
    SYNTHESIS_CLEAR = "strategy.synthesis.clear"
    # workshops
    WORKSHOP_VIEW_DRAFT = "strategy.workshop.view_draft"
    WORKSHOP_EDIT = "strategy.workshop.edit"
    WORKSHOP_ANNOUNCE = "strategy.workshop.announce"
    PARTICIPANT_VIEW = "strategy.participant.view"
    PARTICIPANT_REGISTER = "strategy.participant.register"
    ATTENDANCE_RECORD = "strategy.attendance.record"
    CALENDAR_FEED = "strategy.calendar.feed"
    CHALLENGE_RAISE = "strategy.challenge.raise"
    CHALLENGE_ANSWER = "strategy.challenge.answer"
    # what Members said, and what was answered
    CLAUSE_COMMENT = "strategy.clause.comment"
    CLAUSE_WITHDRAW = "strategy.clause.withdraw"
    CLAUSE_ANSWER = "strategy.clause.answer"
    CLAUSE_SUPPORT = "strategy.clause.support"
    INPUT_REDACT = "strategy.input.redact"
    DISPOSITION_ANSWER = "strategy.disposition.answer"
    DISPOSITION_PUBLISH = "strategy.disposition.publish"
    # communications
    CHAPTER_VIEW_DRAFT = "communications.chapter.view_draft"
    CHAPTER_EDIT = "communications.chapter.edit"
    CHAPTER_PUBLISH = "communications.chapter.publish"
    PRACTICE_CREATE = "communications.practice.create"
    PRACTICE_EDIT = "communications.practice.edit"
    PRACTICE_SUBMIT = "communications.practice.submit"
    PRACTICE_REVIEW = "communications.practice.review"
    MESSAGE_EDIT = "communications.message.edit"
    MESSAGE_PROVE = "communications.message.prove"
    MESSAGE_ADOPT = "communications.message.adopt"
    MESSAGE_ENDORSE = "communications.message.endorse"
    FORUM_VIEW = "communications.forum.view"
    TOPIC_OPEN = "communications.topic.open"
    TOPIC_CLOSE = "communications.topic.close"
    TOPIC_TURN = "communications.topic.turn"
    POST_WRITE = "communications.post.write"
    POST_HIDE = "communications.post.hide"


# The mark of a page that anyone may read.
PUBLIC: Final = "public"
