"""People: `person(R.EDITOR)`, `person(R.FOCAL_POINT, member="sen")`."""

import datetime as dt
from itertools import count

from wco_portal.directory.models import Member, Person, Region, Role

numbers = count(1)


def person(*names, member="", region="", language="en", email=""):
    """Make a person with roles since 2018."""
    number = next(numbers)
    made = Person.objects.create(
        email=email or f"person{number}@test.example", name=f"Person {number}", language=language
    )
    for name in names:
        Role.objects.create(
            person=made,
            name=name,
            member=Member.objects.get(code=member) if member else None,
            region=Region.objects.get(code=region) if region else None,
            since=dt.date(2018, 1, 1),
        )
    return made
