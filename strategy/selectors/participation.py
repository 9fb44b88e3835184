"""Who took part over time, region by region: answers to consultations, presence at workshops."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strategy.enums.consultations import ConsultationState
from strategy.enums.workshops import WorkshopState
from strategy.models import Consultation, Workshop
from strategy.selectors import consultations, turnout, workshops
from strategy.selectors.turnout import Turnout
from wco_portal.access.policies import Actor
from wco_portal.common.enums import Precision
from wco_portal.directory.models import Region

COLUMNS: Final[tuple[Promise, ...]] = (
    gettext_lazy("Date"),
    gettext_lazy("Kind"),
    gettext_lazy("Title"),
    gettext_lazy("Region"),
    gettext_lazy("Members that took part"),
    gettext_lazy("Members"),
)
ASKED: Final = (ConsultationState.OPEN, ConsultationState.CLOSED, ConsultationState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Present:
    """How many Members of a region took part; of how many is not always known."""

    region: Region
    taking: int
    members: int | None

    @property
    def share(self) -> Fraction | None:
        """Return the share that took part."""
        return Fraction(self.taking, self.members) if self.members else None


@dataclass(frozen=True, slots=True)
class Occasion:
    """A consultation or a workshop, with who took part; None where a region was not asked."""

    thing: Consultation | Workshop
    on: dt.date
    precision: str
    cells: Sequence[Present | None]

    @property
    def is_workshop(self) -> bool:
        """Say whether it is a workshop."""
        return isinstance(self.thing, Workshop)

    @property
    def kind(self) -> str:
        """Name what it is."""
        return _("Workshop") if self.is_workshop else _("Consultation")


@dataclass(frozen=True)
class Participation:
    """All occasions, the first first, and the regions in their order."""

    regions: Sequence[Region]
    occasions: Sequence[Occasion]

    def series(self) -> list[tuple[Region, list[tuple[Occasion, Present]]]]:
        """Return, per region, the occasions at which it was asked."""
        return [
            (region, [(each, cell) for each in self.occasions if (cell := each.cells[at])])
            for at, region in enumerate(self.regions)
        ]

    def table(self) -> list[list[object]]:
        """Return a line per occasion and region."""
        lines: list[list[object]] = [[str(name) for name in COLUMNS]]
        for each in self.occasions:
            for region, cell in zip(self.regions, each.cells, strict=True):
                if cell is not None:
                    head = [each.on.isoformat(), each.kind, str(each.thing), str(region)]
                    lines.append([*head, cell.taking, cell.members])
        return lines


def over_time(actor: Actor) -> Participation:
    """Return who took part in the consultations and workshops that the reader may know of."""
    asked = [each for each in consultations.listed(actor) if each.phase in ASKED]
    turnouts = turnout.of_each(asked)
    regions = list(Region.objects.order_by("order"))
    held = (
        workshops.visible(actor)
        .filter(state=WorkshopState.HELD, members_present__isnull=False)
        .order_by(F("starts_on").asc(nulls_last=True), "slug")
    )
    found = [
        *(_answered(each, turnouts[each.pk], regions) for each in asked),
        *(made for each in held if (made := _attended(each, regions))),
    ]
    return Participation(regions, sorted(found, key=lambda each: (each.on, each.thing.slug)))


def _answered(
    consultation: Consultation, found: Sequence[Turnout], regions: Sequence[Region]
) -> Occasion:
    asked = {each.region: each for each in found}
    cells = [
        Present(region, asked[region].answered, asked[region].members) if region in asked else None
        for region in regions
    ]
    return Occasion(consultation, consultation.closing_day, Precision.DAY, cells)


def _attended(workshop: Workshop, regions: Sequence[Region]) -> Occasion | None:
    on = workshop.begins.date() if workshop.begins else workshop.starts_on
    if on is None or workshop.members_present is None:
        return None
    taking, members = workshop.members_present, workshop.members_of
    cells = [
        Present(region, taking, members) if region.pk == workshop.region_id else None
        for region in regions
    ]
    return Occasion(workshop, on, workshop.date_precision or Precision.DAY, cells)
