"""A plan leaves and comes back as it was; a document comes in and leaves as it was."""

import datetime as dt
import random
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from strategy.enums.plans import NAMED, ElementKind
from strategy.rules.stratml import document, incoming, outgoing, tree, writing
from strategy.rules.stratml.findings import Refused
from strategy.rules.stratml.outline import Branch, Measure, Outline, text_of, words_of
from tests.strategy.rules.stratml import documents
from tests.strategy.rules.stratml.test_repairs import ONE_REPAIR
from wco_portal.common import ids
from wco_portal.publishing.rules import markdown

TODAY = dt.date(2019, 3, 27)
FUNCTIONS = ["facilitation", "protection", "revenue"]
COMMITMENTS = ["sdg-8", "tfa-7"]
TRIES = settings(max_examples=60)


def read(data):
    """Read a plan from XML."""
    return incoming.outline_of(
        document.read(data), today=TODAY, functions=FUNCTIONS, commitments=COMMITMENTS
    )[0]


def write(plan, part=2):
    """Write a plan as XML and see that it is valid."""
    root = outgoing.document_of(plan, part)
    assert writing.faults(root, part) == []
    return writing.write(root, part)


# --- any plan that the portal can hold ------------------------------------------------------------

letters = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
titles = st.text(letters, max_size=40).map(str.strip)
words = st.one_of(
    st.just(""),
    st.text(letters, max_size=120).map(words_of),
    st.sampled_from(
        [
            "One.\n\nTwo **strong** words and [a link](https://wco.example/).\n",
            "## Head\n\n- one\n- two\n",
            "| a | b |\n| --- | --- |\n| c | d |\n",
            "A line that begins like wco-portal: {\n",
        ]
    ),
).map(lambda text: markdown.write(markdown.read(text, previous=[])))
days = st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))
numbers = st.decimals(-(10**9), 10**9, places=3, allow_nan=False, allow_infinity=False)


def rules(draw):
    """Draw a kind of indicator: the numbers that it has, and what makes it one."""
    kind = draw(st.sampled_from(["quantitative", "qualitative", "percentage", "milestone"]))
    if kind == "qualitative":
        names = draw(st.dictionaries(st.integers(0, 9), titles, min_size=1, max_size=4))
        return st.sampled_from([Decimal(each) for each in names]), kind, tuple(names.items())
    if kind == "percentage":
        return st.decimals(0, 100, places=2), kind, ()
    return (st.sampled_from([Decimal(0), Decimal(1)]) if kind == "milestone" else numbers), kind, ()


@st.composite
def measures(draw, key):
    since, until = draw(days), draw(st.dates(dt.date(2101, 1, 1), dt.date(2102, 1, 1)))
    later = st.dates(since, dt.date(2100, 12, 31))
    between = st.dates(since + dt.timedelta(days=1), dt.date(2100, 12, 31))
    figures, kind, scores = rules(draw)
    ends = (Decimal(0), Decimal(1)) if kind == "milestone" else None
    baseline, target = ends or (draw(st.none() | figures), draw(figures))
    is_open = baseline is None or baseline == target
    return Measure(
        key,
        draw(titles.filter(bool)),
        draw(st.text(letters, max_size=20).map(str.strip)),
        baseline,
        since,
        target,
        until,
        tuple(sorted(draw(st.dictionaries(later, figures, max_size=3)).items())),
        kind=kind,
        direction="down" if is_open and draw(st.booleans()) else "",
        is_cumulative=kind == "quantitative" and baseline is not None and draw(st.booleans()),
        scores=scores,
        targets=tuple(sorted(draw(st.dictionaries(between, figures, max_size=2)).items())),
    )


@st.composite
def plans(draw):
    count = draw(st.integers(0, 6))
    keys = [f"_{ids.public_id()}" for _ in range(count)]
    branches = []
    for place, key in enumerate(keys):
        parents = ["", *keys[:place]]
        kind = draw(st.sampled_from(ElementKind.values))
        branches.append(
            Branch(
                key,
                title=draw(titles),
                number=draw(st.text("SPO123. ", max_size=4)) + str(place),
                words=draw(words),
                kind=kind,
                slug=f"name-{place}" if kind in NAMED else "",
                parent=draw(st.sampled_from(parents)),
                functions=tuple(sorted(draw(st.sets(st.sampled_from(FUNCTIONS))))),
                aligned=tuple(sorted(draw(st.sets(st.sampled_from(COMMITMENTS))))),
                serves=tuple(sorted(draw(st.sets(st.sampled_from(keys))) - {key})),
                measures=tuple(
                    draw(measures(f"{key}-{n}")) for n in range(draw(st.integers(0, 2)))
                ),
            )
        )
    start = draw(days)
    return Outline(
        draw(titles.filter(bool)),
        start,
        start + dt.timedelta(days=draw(st.integers(1, 4000))),
        words=draw(words),
        branches=tuple(met(branches)),
        organisation="World Customs Organization",
        facts={"state": "draft"},
    )


def met(branches, parent=""):
    """Put branches in the order in which a reader meets them."""
    for branch in branches:
        if branch.parent == parent:
            yield branch
            yield from met(branches, branch.key)


@TRIES
@given(plans())
def test_a_plan_comes_back_as_it_left(plan):
    assert read(write(plan)) == plan


@TRIES
@given(plans())
def test_a_plan_comes_back_from_part_one_without_its_indicators(plan):
    back = read(write(plan, part=1))

    assert [branch.title for branch in back.branches] == [b.title for b in plan.branches]
    assert not any(branch.measures for branch in back.branches)


@TRIES
@given(plans())
def test_what_came_in_leaves_byte_for_byte(plan):
    first = write(plan)
    again = read(first)
    outgoing.remember(again)

    assert write(Outline(**fields(again) | {"facts": plan.facts})) == first


def fields(plan):
    return {name: getattr(plan, name) for name in Outline.__dataclass_fields__}


@TRIES
@given(st.text(letters, max_size=200))
def test_plain_words_stay_the_same_words(text):
    assert words_of(text_of(words_of(text))) == words_of(text)


# --- documents of others --------------------------------------------------------------------------


def samples():
    return [data for data, _line, _code in ONE_REPAIR] + documents.rich()


def test_a_repaired_document_leaves_as_it_was_repaired():
    for data in samples():
        found = document.read(data)
        repaired = writing.write(found.root, found.part)
        plan = incoming.outline_of(found, today=TODAY, functions=FUNCTIONS)[0]
        outgoing.remember(plan)
        kept = tree.from_json(tree.to_json(plan.kept))

        assert kept == plan.kept
        assert write(plan, found.part) == repaired


def test_a_document_goes_to_the_other_part_with_what_that_part_knows():
    one, two = documents.rich()

    for data, part in ((one, 2), (two, 1)):
        plan = read(data)
        outgoing.remember(plan)
        other = document.read(write(plan, part))
        assert (other.part, other.repairs) == (part, [])
        assert tree.counts(other.root)["objectives"] == 1


def test_a_changed_name_leaves_with_everything_else_as_it_was():
    plan = read(documents.rich()[1])
    outgoing.remember(plan)
    [goal, objective] = plan.branches
    [measure] = objective.measures
    goal = Branch(**{n: getattr(goal, n) for n in Branch.__dataclass_fields__} | {"title": "New"})
    changed = {n: getattr(measure, n) for n in Measure.__dataclass_fields__}
    measure = Measure(**changed | {"target": Decimal(95)})
    objective = Branch(
        **{n: getattr(objective, n) for n in Branch.__dataclass_fields__} | {"measures": (measure,)}
    )

    out = write(Outline(**fields(plan) | {"branches": (goal, objective)})).decode()

    assert "<Name>New</Name>" in out
    assert "<NumberOfUnits>95</NumberOfUnits>" in out
    for kept in ("RoleType>Performer", "SDG 17.10", "Ada", "_9d1f", "Narrower_Than"):
        assert kept in out


@settings(max_examples=300)
@given(st.sampled_from(range(60)), st.integers(0, 2**32))
def test_no_damage_makes_the_reader_fall(which, seed):
    data = samples()[which % len(samples())]
    found, refused = attempt(damage(bytearray(data), random.Random(seed)))

    if refused:
        assert refused.line >= 1
        assert "%(" not in refused.words()
    else:
        read_and_write(found)


def attempt(data):
    """Read a document; return it or why it is refused."""
    try:
        return document.read(data), None
    except Refused as no:
        return None, no.finding


def read_and_write(found):
    """Whatever was accepted is valid and can be written in both Parts."""
    assert writing.faults(found.root, found.part) == []
    plan = incoming.outline_of(found, today=TODAY, functions=FUNCTIONS)[0]
    outgoing.remember(plan)
    write(plan, 1)
    write(plan, 2)


def damage(data, chance):
    """Cut, double, exchange and replace: mostly whole tags, so that much stays readable."""
    text = data.decode()
    for _ in range(chance.randint(1, 4)):
        parts = text.replace("<", "\x00<").replace(">", ">\x00").split("\x00")
        at, other = chance.randrange(len(parts)), chance.randrange(len(parts))
        match chance.randrange(6):
            case 0:
                del parts[at]
            case 1:
                parts.insert(at, parts[other])
            case 2:
                parts[at], parts[other] = parts[other], parts[at]
            case 3:
                parts.insert(at, chance.choice(["<Goal/>", "<x>1</x>", "loose", "<Objective/>"]))
            case 4:
                old = chance.choice(["Name", "Description", "Goal", "Objective", "Identifier"])
                new = chance.choice(["Value", "Submitter", "NumberOfUnits", "EndDate", "Mission"])
                parts = "".join(parts).replace(old, new, 2).split("\x00")
            case _:
                parts[at] = parts[at][: chance.randrange(len(parts[at]) + 1)]
        text = "".join(parts)
    return text.encode()


def test_our_own_remarks_are_data_and_may_say_anything():
    for words in (
        "wco-portal: {",
        "wco-portal: []",
        'wco-portal: {"title":7,"functions":{"a":1},"serves":["_nobody",null],"kind":"x"}',
        'wco-portal: {"aligned":["sdg-99",7]}',
        'wco-portal: {"aligned":["sdg-99"]}',
        'wco-portal: {"parent":"_me","title":"\\u0000","number":"123456789"}',
        'wco-portal: {"kind":"priority"}',
        "wco-portal: " + "[" * 5000,
    ):
        goal = documents.GOAL.replace("</Goal>", f"<OtherInformation>{words}</OtherInformation>")
        plan = read(documents.plan(goal + "</Goal>"))

        [branch] = plan.branches
        assert (branch.title, branch.kind, branch.parent, branch.number) == ("G", "goal", "", "1")


def test_an_indicator_without_a_baseline_runs_from_the_first_day_of_its_target():
    target = "<StartDate>2019-07-01</StartDate><EndDate>2020-06-30</EndDate>"
    result = f"<TargetResult>{target}<NumberOfUnits>9</NumberOfUnits></TargetResult>"
    made = documents.indicator(f"<MeasurementInstance>{result}</MeasurementInstance>")

    [_goal, objective] = read(documents.report(made)).branches

    [measure] = objective.measures
    assert (measure.baseline, measure.baseline_on) == (None, dt.date(2019, 7, 1))
    assert (measure.target, measure.target_on) == (Decimal(9), dt.date(2020, 6, 30))


def numbers_of(*goals):
    """Read goals, each as its mark and those of its objectives; return the numbers given."""
    sign = "<SequenceIndicator>{}</SequenceIndicator>"
    core = "".join(
        f"<Goal><Name>G</Name><Description/>{sign.format(mark)}"
        + "".join(f"<Objective>{sign.format(each)}</Objective>" for each in below)
        + "</Goal>"
        for mark, below in goals
    )
    return [branch.number for branch in read(documents.plan(core)).branches]


def test_numbers_that_begin_anew_below_each_goal_follow_their_goal():
    anew = numbers_of(("1", "12"), ("2", "12"))
    assert anew == ["1", "1.1", "1.2", "2", "2.1", "2.2"]
    assert numbers_of(("I", "ab"), ("II", "c")) == ["I", "a", "b", "II", "c"]
    assert numbers_of(("", "12"), ("", "")) == ["1", "1.1", "1.2", "2"]


def test_days_that_no_plan_has_are_not_taken_for_its_period():
    for start in ("0001-01-01", "9999-06-30"):
        about = f"<AdministrativeInformation><StartDate>{start}</StartDate>"
        data = documents.plan(after=f"{about}</AdministrativeInformation>")

        assert read(data).starts_on == TODAY
