"""The matrix: which role holds which permission. Conditions on the object stand in the policies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wco_portal.access.permissions import Permission
from wco_portal.directory.enums import SECRETARIAT
from wco_portal.directory.enums import RoleName as R

EVERYBODY: Final = frozenset(R)

# One row a permission, in the order of the line of apps; read it as a sentence.
MATRIX: Final[Mapping[Permission, frozenset[R]]] = {
    Permission.WORK_VIEW: EVERYBODY,
    Permission.CLOCK_STEP: frozenset({R.ADMINISTRATOR}),
    Permission.LINK_EDIT: frozenset({R.EDITOR, R.COMMUNICATIONS, R.MANAGER}),
    Permission.MAIL_VIEW: EVERYBODY,
    Permission.MAIL_OVERSEE: frozenset({R.ADMINISTRATOR}),
    Permission.PREFERENCES_EDIT: EVERYBODY,
    Permission.TEXT_OPEN: SECRETARIAT,
    Permission.INDICATOR_EDIT: frozenset({R.EDITOR}),
    Permission.INDICATOR_REPORT: frozenset({R.EDITOR}),
    Permission.INDICATOR_APPROVE: frozenset({R.APPROVER}),
    Permission.DELIVERABLE_EDIT: frozenset({R.EDITOR}),
    Permission.SCAN_EDIT: frozenset({R.EDITOR}),
    Permission.EVIDENCE_EDIT: frozenset({R.EDITOR}),
    Permission.ACTIVITY_PROPOSE: frozenset({R.FOCAL_POINT}),
    Permission.ACTIVITY_REVIEW: frozenset({R.COMMUNICATIONS}),
    Permission.EVENTS_VIEW: frozenset({R.AUDITOR, R.ADMINISTRATOR}),
    Permission.CHAPTER_VIEW_DRAFT: frozenset(
        {R.COMMUNICATIONS, R.EDITOR, R.APPROVER, R.AUDITOR, R.ADMINISTRATOR}
    ),
    Permission.CHAPTER_EDIT: frozenset({R.COMMUNICATIONS, R.EDITOR}),
    Permission.CHAPTER_PUBLISH: frozenset({R.COMMUNICATIONS, R.APPROVER}),
    Permission.PRACTICE_CREATE: frozenset({R.FOCAL_POINT, R.COMMUNICATIONS}),
    Permission.PRACTICE_EDIT: frozenset({R.FOCAL_POINT, R.COMMUNICATIONS, R.MODERATOR}),
    Permission.PRACTICE_SUBMIT: frozenset({R.FOCAL_POINT, R.COMMUNICATIONS, R.MODERATOR}),
    Permission.PRACTICE_REVIEW: frozenset({R.COMMUNICATIONS}),
    Permission.MESSAGE_EDIT: frozenset({R.COMMUNICATIONS}),
    Permission.MESSAGE_PROVE: frozenset({R.COMMUNICATIONS}),
    Permission.MESSAGE_ADOPT: frozenset({R.COMMUNICATIONS, R.APPROVER}),
    Permission.MESSAGE_ENDORSE: frozenset({R.FOCAL_POINT}),
    Permission.FORUM_VIEW: EVERYBODY,
    Permission.TOPIC_OPEN: EVERYBODY - {R.AUDITOR},
    Permission.TOPIC_CLOSE: frozenset({R.MODERATOR}),
    Permission.TOPIC_TURN: frozenset({R.MODERATOR, R.COMMUNICATIONS}),
    Permission.POST_WRITE: EVERYBODY - {R.AUDITOR},
    Permission.POST_HIDE: frozenset({R.MODERATOR}),
    Permission.CONFERENCE_MANAGE: frozenset({R.MANAGER}),
    Permission.DELEGATIONS_LIST: frozenset(
        {R.REGISTRAR, R.MANAGER, R.AUDITOR, R.COORDINATOR, R.VICE_CHAIR}
    ),
    Permission.DELEGATION_VIEW: frozenset(
        {R.FOCAL_POINT, R.COORDINATOR, R.VICE_CHAIR, R.REGISTRAR, R.MANAGER, R.AUDITOR}
    ),
    Permission.DELEGATION_QUOTA: frozenset({R.REGISTRAR, R.MANAGER}),
    Permission.DELEGATION_ANSWER: frozenset({R.FOCAL_POINT, R.REGISTRAR}),
    Permission.REGISTRATIONS_LIST: frozenset({R.REGISTRAR, R.MANAGER, R.AUDITOR}),
    Permission.REGISTRATION_VIEW: frozenset(
        {
            R.DELEGATE,
            R.FOCAL_POINT,
            R.COORDINATOR,
            R.VICE_CHAIR,
            R.REGISTRAR,
            R.MANAGER,
            R.AUDITOR,
        }
    ),
    Permission.REGISTRATION_NOMINATE: frozenset({R.FOCAL_POINT, R.REGISTRAR}),
    Permission.REGISTRATION_REVIEW: frozenset({R.REGISTRAR}),
    Permission.REGISTRATION_CORRECT: frozenset({R.DELEGATE, R.FOCAL_POINT, R.REGISTRAR}),
    Permission.REGISTRATION_WITHDRAW: frozenset({R.DELEGATE, R.FOCAL_POINT, R.REGISTRAR}),
    Permission.RECEIPT_VIEW: frozenset(
        {R.DELEGATE, R.FOCAL_POINT, R.REGISTRAR, R.MANAGER, R.AUDITOR}
    ),
    Permission.PLAN_DRAFT_VIEW: SECRETARIAT,
    Permission.PLAN_EDIT: frozenset({R.EDITOR}),
    Permission.PLAN_SUBMIT: frozenset({R.EDITOR}),
    Permission.PLAN_DECIDE: frozenset({R.APPROVER}),
    Permission.PLAN_WITHDRAW: frozenset({R.APPROVER}),
    Permission.PLAN_REVIEW: frozenset({R.EDITOR}),
    Permission.PLAN_CARRY_OVER: frozenset({R.EDITOR}),
    Permission.CONSULTATION_VIEW: frozenset({R.EDITOR, R.APPROVER, R.AUDITOR}),
    Permission.CONSULTATION_EDIT: frozenset({R.EDITOR}),
    Permission.CONSULTATION_ANNOUNCE: frozenset({R.EDITOR}),
    Permission.CONSULTATION_REOPEN: frozenset({R.EDITOR}),
    Permission.CONSULTATION_PUBLISH: frozenset({R.EDITOR, R.APPROVER}),
    Permission.RESULT_VIEW: frozenset(
        {R.EDITOR, R.APPROVER, R.AUDITOR, R.COORDINATOR, R.VICE_CHAIR, R.HEAD, R.FOCAL_POINT}
    ),
    Permission.POSITION_WRITE: frozenset({R.FOCAL_POINT}),
    Permission.POSITION_SEND: frozenset({R.FOCAL_POINT, R.HEAD}),
    Permission.POSITION_READ: frozenset({R.FOCAL_POINT, R.HEAD}),
    Permission.RELEASE_DECIDE: frozenset({R.HEAD}),
    Permission.RELEASE_RULE: frozenset({R.HEAD}),
    Permission.PAPER_ANSWER_VIEW: frozenset({R.EDITOR, R.APPROVER, R.AUDITOR}),
    Permission.PAPER_ANSWER_ENTER: frozenset({R.EDITOR, R.APPROVER}),
    Permission.PAPER_ANSWER_CONFIRM: frozenset({R.EDITOR, R.APPROVER}),
    Permission.REGION_FOLLOW: frozenset(
        {R.COORDINATOR, R.VICE_CHAIR, R.EDITOR, R.APPROVER, R.AUDITOR}
    ),
    Permission.REGION_REMIND: frozenset({R.COORDINATOR}),
    Permission.BRIEFING_READ: frozenset({R.VICE_CHAIR, R.COORDINATOR, R.EDITOR, R.APPROVER}),
    Permission.SYNTHESIS_DRAFT: frozenset({R.COORDINATOR}),
    Permission.SYNTHESIS_CLEAR: frozenset({R.VICE_CHAIR}),
    Permission.WORKSHOP_VIEW_DRAFT: frozenset({R.EDITOR, R.APPROVER, R.AUDITOR}),
    Permission.WORKSHOP_EDIT: frozenset({R.EDITOR}),
    Permission.WORKSHOP_ANNOUNCE: frozenset({R.EDITOR}),
    Permission.PARTICIPANT_VIEW: frozenset(
        {R.FOCAL_POINT, R.COORDINATOR, R.VICE_CHAIR, R.EDITOR, R.APPROVER, R.AUDITOR}
    ),
    Permission.PARTICIPANT_REGISTER: frozenset({R.FOCAL_POINT, R.EDITOR}),
    Permission.ATTENDANCE_RECORD: frozenset({R.COORDINATOR, R.EDITOR}),
    Permission.CALENDAR_FEED: EVERYBODY,
    Permission.CHALLENGE_RAISE: frozenset({R.FOCAL_POINT}),
    Permission.CHALLENGE_ANSWER: frozenset({R.EDITOR}),
    Permission.CLAUSE_COMMENT: frozenset({R.FOCAL_POINT}),
    Permission.CLAUSE_WITHDRAW: frozenset({R.FOCAL_POINT}),
    Permission.CLAUSE_ANSWER: frozenset({R.FOCAL_POINT, R.EDITOR}),
    Permission.CLAUSE_SUPPORT: frozenset({R.FOCAL_POINT}),
    Permission.INPUT_REDACT: frozenset({R.MODERATOR}),
    Permission.DISPOSITION_ANSWER: frozenset({R.EDITOR}),
    Permission.DISPOSITION_PUBLISH: frozenset({R.EDITOR}),
}


def holders(permission: Permission) -> frozenset[R]:
    """Return the roles that hold a permission."""
    return MATRIX[permission]
