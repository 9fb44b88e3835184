"""What the reader of StratML did to a file or why it did not take it, in words for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wco_portal.common import guarded_xml

REPAIRS: Final[Mapping[str, str | Promise]] = {
    "byte_order_mark": _("The byte order mark was left out."),
    "leading_space": _("What stood before the XML declaration was left out."),
    "instruction": _("The processing instruction “%(name)s” was left out."),
    "windows": _("Control characters in “%(tag)s” were read as letters of Windows: “%(new)s”."),
    "comment": _("A comment was left out: “%(words)s”."),
    "prefix": _("The prefix “%(name)s” of the element names was dropped."),
    "namespace_added": _("The namespace of Part %(part)s was added."),
    "namespace_mapped": _("The namespace “%(name)s” was read as that of Part %(part)s."),
    "read_as_part_two": _("The plan has indicators, so it was read as Part 2."),
    "renamed": _("“%(old)s” was read as “%(new)s”."),
    "attribute_renamed": _("The attribute “%(old)s” was read as “%(new)s”."),
    "attribute_empty": _("The empty attribute “%(name)s” was left out."),
    "attribute_value": _("The attribute “%(name)s” had “%(old)s”, it has “%(new)s” now."),
    "attribute_kept": _(
        "The attribute “%(name)s” with “%(old)s” is not in the standard; it was kept in"
        " OtherInformation."
    ),
    "attribute_added": _("The attribute “%(name)s” was missing; “%(new)s” was put in."),
    "moved_into": _("“%(tag)s” was moved into “%(parent)s”."),
    "moved_out": _("“%(tag)s” was moved out of “%(parent)s”."),
    "unwrapped": _("“%(tag)s” was left out, what stood in it was kept."),
    "order": _("“%(tag)s” stood in the wrong place of “%(parent)s” and was moved."),
    "empty_left_out": _("The empty “%(tag)s” was left out."),
    "unknown_kept": _("“%(tag)s” is not known in “%(parent)s”; it was kept in OtherInformation."),
    "text_moved": _("Words that stood loose in “%(parent)s” were moved into “%(tag)s”."),
    "text_kept": _("Words that stood loose in “%(parent)s” were kept in OtherInformation."),
    "markup": _("Markup inside “%(tag)s” was left out, its words were kept."),
    "repeated_left_out": _("A second “%(tag)s” with the same words was left out."),
    "repeated_joined": _("A second “%(tag)s” was joined to the first one."),
    "repeated_kept": _("A second “%(tag)s” was kept in OtherInformation."),
    "added": _("“%(tag)s” was missing in “%(parent)s”; an empty one was put in."),
    "identifier": _("The identifier “%(old)s” was not allowed, it is “%(new)s” now."),
    "identifier_twice": _("The identifier “%(old)s” stood twice, this one is “%(new)s” now."),
    "referent": _("The reference to “%(old)s” follows its new name “%(new)s”."),
    "value": _("“%(tag)s” had “%(old)s”, it has “%(new)s” now."),
    "value_kept": _("“%(old)s” is no value for “%(tag)s”; it was kept in OtherInformation."),
    "range": _(
        "The period began on %(start)s, after its end on %(end)s: the two days were exchanged."
    ),
}
REFUSALS: Final[Mapping[str, str | Promise]] = {
    **guarded_xml.REASONS,
    "not_stratml": _(
        "The outermost element is “%(tag)s”. A StratML file begins with StrategicPlan or"
        " PerformancePlanOrReport."
    ),
    "other_part": _(
        "This is a later part of StratML (“%(name)s”). Only Part 1 and Part 2 are read."
    ),
    "no_goal": _("The plan has no goal."),
    "beyond_repair": _("The file could not be brought into the form of the standard: %(words)s."),
    "too_long": _("The words of the plan are too long for the portal."),
    "too_many_elements": _("The plan has more than %(most)s goals and objectives."),
}
NOTES: Final[Mapping[str, str | Promise]] = {
    "not_in_en": _(
        "You chose English, but the file is in French: choose again before you confirm."
    ),
    "not_in_fr": _(
        "You chose French, but the file is in English: choose again before you confirm."
    ),
    "name_missing": _("The plan has no name; it is called “%(new)s”."),
    "period_missing": _("The plan does not say when it begins or ends; %(new)s was taken."),
    "title_shortened": _("A long name was shortened for the title; the whole is kept."),
    "number_given": _("The number “%(new)s” was given; the file’s own mark is kept."),
    "dropped_before": _("The file says that this was dropped on %(day)s; the draft has it again."),
    "indicator_kept": _(
        "The indicator “%(name)s” is kept as it is: without a name, one last target in numbers, and"
        " the days from and to which it runs, the portal cannot measure it."
    ),
    "figures_kept": _(
        "Several figures of %(day)s for “%(name)s” are kept in the file: the portal has one for a"
        " day."
    ),
    "kept_beside": _("What the portal has no place for is kept and leaves with the next export."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found at a line of the file."""

    line: int
    code: str
    values: dict[str, Any] = field(default_factory=dict)

    def words(self) -> str:
        """Say it in the reader's language."""
        table = REPAIRS.get(self.code) or REFUSALS.get(self.code) or NOTES[self.code]
        return str(table) % self.values if self.values else str(table)


class Refused(Exception):  # noqa: N818 -- it is an answer to the file, not a fault of ours
    """The file is not taken; says at which line and why."""

    def __init__(self, line: int, code: str, **values: Any) -> None:
        super().__init__(code)
        self.finding = Finding(max(line, 1), code, values)


def short(words: str, most: int = 60) -> str:
    """Shorten words for a report."""
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"
