"""Results of indicators: what a file says of targets and figures, and what it keeps of them."""

import datetime as dt
from decimal import Decimal

from strategy.rules.stratml import document, incoming, outgoing
from strategy.rules.stratml.outline import Measure
from tests.strategy.rules.stratml import documents
from tests.strategy.rules.stratml.test_round_trip import TODAY, read

RESULT = "<{tag}><EndDate>{day}</EndDate><NumberOfUnits>{number}</NumberOfUnits>{more}</{tag}>"
BASELINE = "<Descriptor><DescriptorName>Baseline</DescriptorName></Descriptor>"


def part(region):
    return f"<Descriptor><DescriptorName>{region}</DescriptorName></Descriptor>"


def result(tag, day, number, more=""):
    return RESULT.format(tag=f"{tag}Result", day=day, number=number, more=more)


def incoming_of(*results):
    made = documents.indicator(f"<MeasurementInstance>{''.join(results)}</MeasurementInstance>")
    plan, notes = incoming.outline_of(
        document.read(documents.report(made)), today=TODAY, functions=()
    )
    return plan.branches[1].measures, {note.code for note in notes}


def test_the_part_of_a_region_is_not_taken_for_the_whole():
    base = result("Actual", "2018-06-30", 1, BASELINE)
    europe, africa = (
        result("Target", "2020-06-30", n, part(name))
        for name, n in (("Europe", 10), ("Africa", 40))
    )

    [measure], _notes = incoming_of(europe, result("Target", "2020-06-30", 50), africa, base)
    assert (measure.target, measure.baseline) == (50, 1)

    nothing, notes = incoming_of(europe, africa, base)
    assert nothing == ()
    assert "indicator_kept" in notes


def test_of_several_figures_of_a_day_none_is_chosen_by_chance():
    target = result("Target", "2020-06-30", 50)
    base = result("Actual", "2018-06-30", 1, BASELINE)
    figures = [result("Actual", "2019-06-30", number) for number in (5, 6)]

    [measure], notes = incoming_of(target, base, *figures)

    assert measure.values == ()
    assert "figures_kept" in notes


def test_a_remark_about_an_indicator_that_makes_no_sense_is_not_followed():
    target = result("Target", "2020-06-30", 50)
    base = result("Actual", "2018-06-30", 1, BASELINE)
    for words in (
        '{"kind":"milestone"}',
        '{"kind":"qualitative","scores":[[1,"a"]]}',
        '{"kind":"qualitative","scores":[[1,"a"],[1,"b"],[50,"c"]]}',
        '{"scores":[[50,"c"]]}',
        '{"kind":"percentage","cumulative":true}',
        '{"direction":"down"}',
        '{"kind":7,"direction":[],"cumulative":1,"scores":{"1":"x"}}',
        '{"kind":"qualitative","scores":[[true,"a"],["1","b"],[-1,"c"],[1]]}',
    ):
        other = f"<OtherInformation>wco-portal: {words}</OtherInformation>"
        made = documents.indicator(
            f"<MeasurementInstance>{target}{base}</MeasurementInstance>{other}"
        )

        [measure] = read(documents.report(made)).branches[1].measures
        assert measure.rule() == {}


def test_the_targets_of_periods_and_the_names_of_scores_are_in_the_file():
    days = [dt.date(year, 6, 30) for year in (2018, 2019, 2020)]
    measure = Measure(
        "_m",
        "Quality",
        "",
        Decimal(1),
        days[0],
        Decimal(3),
        days[2],
        ((days[1], Decimal(1)),),
        kind="qualitative",
        scores=((1, "weak"), (2, "fair"), (3, "good")),
        targets=((days[1], Decimal(2)),),
    )

    made = outgoing.indicator_of(measure)

    assert made.attrs == {"PerformanceIndicatorType": "Qualitative"}
    [instance] = made.all("MeasurementInstance")
    said = [
        (each.tag, each.words("EndDate"), each.one("Descriptor").words("DescriptorValue"))
        for each in instance.children
    ]
    assert said == [
        ("TargetResult", "2019-06-30", "fair"),
        ("TargetResult", "2020-06-30", "good"),
        ("ActualResult", "2018-06-30", "Baseline"),
        ("ActualResult", "2019-06-30", "weak"),
    ]


def test_a_changed_indicator_keeps_what_the_file_said_of_its_results():
    base = result("Actual", "2018-06-30", 1, BASELINE)
    said = "<Description>Counted by {}</Description>"
    first = result("Target", "2019-06-30", 20, said.format("hand"))
    goal = result("Target", "2020-06-30", 50, said.format("law"))
    parts = [
        result("Actual", "2019-03-31", n, part(name)) for n, name in ((3, "Europe"), (4, "Asia"))
    ]
    actual = result("Actual", "2019-01-31", 9, said.format("post"))
    made = documents.indicator(
        f"<MeasurementInstance>{first}{goal}{base}{actual}{''.join(parts)}</MeasurementInstance>"
    )
    plan = read(documents.report(made))
    outgoing.remember(plan)
    [measure] = plan.branches[1].measures
    new = {
        "target": Decimal(60),
        "values": ((dt.date(2019, 1, 31), Decimal(8)), (dt.date(2019, 5, 31), Decimal(12))),
        "targets": (),
    }
    measure = Measure(**{n: getattr(measure, n) for n in Measure.__dataclass_fields__} | new)

    [instance] = outgoing.indicator_of(measure).all("MeasurementInstance")

    told = [
        (
            each.tag.removesuffix("Result"),
            each.words("EndDate"),
            each.words("NumberOfUnits"),
            each.words("Description").removeprefix("Counted by "),
        )
        for each in instance.children
    ]
    assert told == [
        ("Target", "2020-06-30", "60", "law"),
        ("Actual", "2018-06-30", "1", ""),
        ("Actual", "2019-01-31", "8", "post"),
        ("Actual", "2019-03-31", "3", ""),
        ("Actual", "2019-03-31", "4", ""),
        ("Actual", "2019-05-31", "12", ""),
    ]
