"""An amendment of the plan 2016-2019: goal 5 in other words, goal 7 dropped, the others kept."""

import datetime as dt

from strategy.enums.plans import Verdict
from strategy.models import Amendment, Plan
from strategy.rules.amendments import worded
from strategy.services import amendment_additions, amendments, reviews, structure
from tests.factories.people import person
from wco_portal.common.ids import public_id
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.models import GoverningMeeting

PERIOD = {"starts_on": dt.date(2017, 7, 1), "ends_on": dt.date(2018, 6, 30)}
DAY, EFFECT = dt.date(2019, 6, 29), dt.date(2019, 6, 30)
WORDS = worded(
    {"en": "Answer what is exchanged", "fr": "Répondre à ce qui est échangé"},
    {"en": "Every message is answered.\n", "fr": "Chaque message reçoit une réponse.\n"},
)
NEW = worded(
    {"en": "Share what is measured", "fr": "Partager ce qui est mesuré"},
    {"en": "Figures are open to all Members.\n", "fr": "Les chiffres sont ouverts aux Membres.\n"},
)
REASONS = {"reasons_en": "Too short.", "reasons_fr": "Trop court."}


def in_force():
    """Return the plan in force."""
    return Plan.objects.get(slug="2016-2019")


def goal(number="5"):
    """Return a goal of the plan in force."""
    return in_force().elements.get(number=number)


def below(number="7", *, kind="objective", **fields):
    """Put a part under a goal, as if the plan had always had it."""
    plan, alike = in_force(), structure.Shape(kind, part_of=goal(number))
    titles = {"title_en": "What is counted", "title_fr": "Ce qui est compté"}
    return structure.put(plan, alike, public_id=public_id(), **titles | fields)


def council():
    """Return the session that an amendment goes to."""
    return GoverningMeeting.objects.get(code="council-2019-06")


def amendment(*, period=None, verdicts=None, by=None):
    """Close a review that calls for an amendment."""
    by = by or person(R.EDITOR)
    verdicts = verdicts or {"5": Verdict.CHANGE, "7": Verdict.DROP}
    review = reviews.start(in_force(), **(period or PERIOD), by=by)
    for each in in_force().elements.steering().standing():
        verdict = verdicts.get(each.number, Verdict.KEEP)
        reviews.find(
            review, element=each, verdict=verdict, finding_en="Seen.", finding_fr="Vu.", by=by
        )
    return reviews.close(review, summary_en="Done.", summary_fr="Fait.", by=by)


def written(by=None, **options):
    """Write the new words of goal 5."""
    by = by or person(R.EDITOR)
    made = amendment(by=by, **options)
    amendments.write(made, element=goal(), words=WORDS, base_version=0, by=by)
    return made


TOP = "top"


def added(made, *, under=None, kind="objective", words=NEW):
    """Write a part that an amendment adds, under goal 5 unless another place is named."""
    above = None if under == TOP else under or goal()
    return amendment_additions.add(made, under=above, kind=kind, words=words, by=person(R.EDITOR))


def submitted(*, on=EFFECT, **options):
    """Lay an amendment before the Council."""
    made = written(**options)
    amendments.submit(made, meeting=council(), effective_on=on, by=person(R.EDITOR))
    return Amendment.objects.get(pk=made.pk)


def adopted(**options):
    """Adopt an amendment."""
    made = submitted(**options)
    amendments.adopt(made, reference="C 134", decided_on=DAY, by=person(R.APPROVER))
    return Amendment.objects.get(pk=made.pk)
