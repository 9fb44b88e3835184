import pytest

from strategy.rules.stratml import document
from tests.strategy.rules.stratml.documents import (
    GOAL,
    done,
    indicator,
    objective,
    plan,
    report,
    text,
)

ID = "<Identifier>{}</Identifier>"
RESULT = "<MeasurementInstance><TargetResult>{}</TargetResult></MeasurementInstance>"
ABOUT = "\n<AdministrativeInformation>{}</AdministrativeInformation>"
INDICATOR = (
    "<PerformanceIndicator><MeasurementDimension>m</MeasurementDimension>"
    "<UnitOfMeasurement>u</UnitOfMeasurement></PerformanceIndicator>"
)
ROLE = "<Stakeholder><Name>s</Name><Role><Name>r</Name><RoleType/></Role></Stakeholder>"
SUBMITTER = "<Submitter><Surname>S</Surname></Submitter>"


def goal(more="", *, inside="", attrs=""):
    return f"<Goal{attrs}>{inside}<Name>G</Name><Description>D</Description>{more}</Goal>"


ONE_REPAIR = [
    # identifiers
    (plan(goal(ID.format("0f5c-1"))), 3, "identifier"),
    (plan(goal(ID.format("A#1"))), 3, "identifier"),
    (plan(goal(ID.format("a:b"))), 3, "identifier"),
    (plan(goal(ID.format(" "))), 3, "empty_left_out"),
    (plan(goal(ID.format("_a")) + "\n" + goal(ID.format("_a"))), 4, "identifier_twice"),
    # elements in the wrong place or order
    (report("<id/>" + GOAL), 3, "empty_left_out"),
    (report(after=ABOUT.format(SUBMITTER)), 5, "moved_out"),
    (report(after=f"\n{SUBMITTER}\n<AdministrativeInformation/>"), 5, "order"),
    (plan(after=f"\n{SUBMITTER}"), 5, "moved_into"),
    (plan(GOAL, after="\n<Vision><Description>V</Description></Vision>"), 5, "moved_into"),
    (plan("<Name>Again</Name>" + GOAL, name=""), 3, "moved_out"),
    (
        report(
            indicator(RESULT.format("<Description>d</Description><NumberOfUnits>1</NumberOfUnits>"))
        ),
        6,
        "order",
    ),
    (report(indicator(RESULT.format("<Descriptor/><NumberOfUnits>1</NumberOfUnits>"))), 6, "order"),
    (
        report(
            indicator(
                RESULT.format("<Description>d</Description><StartDate>2019-01-01</StartDate>")
            )
        ),
        6,
        "order",
    ),
    (
        plan(
            goal("<OtherInformation>o</OtherInformation><Stakeholder><Name>s</Name></Stakeholder>")
        ),
        3,
        "order",
    ),
    (report(goal(INDICATOR)), 3, "moved_into"),
    (report(indicator("<TargetResult/>")), 6, "moved_into"),
    (plan(objective("<Name>1</Name><Objective><Name>2</Name></Objective>")), 5, "moved_out"),
    (plan("<Goals>" + GOAL + "</Goals>"), 3, "unwrapped"),
    # attributes
    (
        plan(goal('<Stakeholder StakeholderTypeType=""><Name>s</Name></Stakeholder>')),
        3,
        "attribute_empty",
    ),
    (
        plan(goal('<Stakeholder StakeholderTypeType="generic group"><Name>s</Name></Stakeholder>')),
        3,
        "attribute_value",
    ),
    (
        plan(goal('<Stakeholder StakeholderTypeType="Robot"><Name>s</Name></Stakeholder>')),
        3,
        "attribute_kept",
    ),
    (plan(goal(attrs=' Priority="High"')), 3, "attribute_kept"),
    (report(indicator("", attrs=' IndicatorType="Qualitative"')), 5, "attribute_renamed"),
    (report(indicator("", attrs=' ValueChainStage=""')), 5, "attribute_empty"),
    (report(attrs=""), 1, "attribute_added"),
    (report(attrs=' type="Performance_Plan"'), 1, "attribute_renamed"),
    # values
    (plan(after=ABOUT.format("<StartDate/>")), 5, "empty_left_out"),
    (plan(after=ABOUT.format("<StartDate> 2019-07-01 </StartDate>")), 5, "value"),
    (plan(after=ABOUT.format("<StartDate>July 1, 2019</StartDate>")), 5, "value"),
    (plan(after=ABOUT.format("<StartDate>next summer</StartDate>")), 5, "value_kept"),
    (plan(after=ABOUT.format("<Source>http://a:port/</Source>")), 5, "value_kept"),
    (
        plan(after=ABOUT.format("<StartDate>2023-07-01</StartDate><EndDate>2023-06-30</EndDate>")),
        5,
        "range",
    ),
    (report(indicator(RESULT.format("<NumberOfUnits>4,000,000</NumberOfUnits>"))), 6, "value"),
    (report(indicator(RESULT.format("<NumberOfUnits>many</NumberOfUnits>"))), 6, "value_kept"),
    (report(goal(ROLE)), 3, "empty_left_out"),
    # names, words, what lacks and what is too much
    (plan(after=ABOUT.format("<Submitter><FirstName>F</FirstName></Submitter>")), 5, "renamed"),
    (plan("<goal><Name>G</Name><Description>D</Description></goal>"), 3, "renamed"),
    (plan("<Mission>To serve.</Mission>" + GOAL), 3, "text_moved"),
    (plan(GOAL.replace("D<", "<p>D</p><")), 3, "markup"),
    (plan(GOAL.replace("D<", "It&#146;s<")), 3, "windows"),
    (plan(goal("loose")), 3, "text_kept"),
    (plan("<Goal><Name>G</Name></Goal>"), 3, "added"),
    (plan(goal("<Name>G</Name>")), 3, "repeated_left_out"),
    (plan(goal("<Description>E</Description>")), 3, "repeated_joined"),
    (plan(goal("<Name>H</Name>")), 3, "repeated_kept"),
    (plan(goal("<WebAddress>w</WebAddress>")), 3, "unknown_kept"),
    (plan(GOAL + "<!-- c -->"), 3, "comment"),
    (plan(GOAL + "<?p x?>"), 3, "instruction"),
    # namespaces
    (plan(namespace=""), 1, "namespace_added"),
    (plan(namespace=' xmlns="http://www.stratml.net"'), 1, "namespace_mapped"),
    (report(namespace="http://www.stratml.net/PerformancePlanOrReport"), 1, "namespace_mapped"),
    (
        plan("<Goal xmlns=''><Name>G</Name><Description>D</Description></Goal>"),
        3,
        "namespace_added",
    ),
]


@pytest.mark.parametrize(("data", "line", "code"), ONE_REPAIR)
def test_one_breakage_is_one_report_line(data, line, code):
    assert done(data) == [(line, code)]


def test_every_report_line_can_be_said():
    for data, _line, _code in ONE_REPAIR:
        assert all("%(" not in repair.words() for repair in document.read(data).repairs)


def test_a_prefix_is_dropped_and_told():
    data = plan().replace(b"<S", b"<s:S").replace(b"</S", b"</s:S").replace(b"xmlns=", b"xmlns:s=")
    data = data.replace(b"<G", b"<s:G").replace(b"</G", b"</s:G")
    for tag in (b"Name", b"Description"):
        data = data.replace(b"<" + tag, b"<s:" + tag).replace(b"</" + tag, b"</s:" + tag)

    assert done(data) == [(1, "prefix")]


def test_nothing_is_lost_what_has_no_place_stands_in_other_information():
    kept = "StrategicPlanCore/Goal/OtherInformation"

    assert text(plan(goal("<Web a='1'>w</Web>")), kept) == 'kept: <Web a="1">w</Web>'
    assert text(plan(goal(attrs=' Priority="High"')), kept) == 'kept: <Goal Priority="High"/>'
    both = goal("<OtherInformation>o</OtherInformation><x>1</x><x>2</x>")
    assert text(plan(both), kept) == "o\nkept: <x>1</x>\nkept: <x>2</x>"
    about = ABOUT.format("<EndDate>soon</EndDate>")
    assert text(plan(after=about), "OtherInformation") == "kept: <EndDate>soon</EndDate>"


def test_only_what_moved_is_told_when_the_order_is_wrong():
    shuffled = "".join(f"<{tag}>x</{tag}>" for tag in ("OtherInformation", "Name", "Description"))
    more = "<SequenceIndicator>1</SequenceIndicator>"

    assert done(plan(f"<Goal>{shuffled}{more}</Goal>")) == [(3, "order")]


def test_a_reference_follows_its_identifier():
    related = "<Relationship><ReferentIdentifier>9a</ReferentIdentifier></Relationship>"
    data = report(indicator(related) + goal(ID.format("9a")))

    assert done(data) == [(6, "identifier"), (6, "referent")]
    assert b"9a" in data
    path = "StrategicPlanCore/Goal/Objective/PerformanceIndicator/Relationship/ReferentIdentifier"
    assert text(data, path) == "_9a"


def test_a_plan_of_part_one_with_indicators_is_read_as_part_two():
    data = plan(indicator("<Target><Value>80</Value></Target>"))
    found = document.read(data)

    assert found.part == 2
    assert done(data) == [
        (1, "namespace_mapped"),
        (1, "read_as_part_two"),
        (1, "attribute_added"),
        (6, "renamed"),
        (6, "renamed"),
        (6, "moved_into"),
    ]


def test_loose_goals_and_wrappers_without_a_core_are_gathered():
    data = (
        b"<StrategicPlan><Name>P</Name>\n<Goals>\n<Goal><Name>G</Name><Description/>"
        b"<Objectives><Objective/></Objectives></Goal>\n<Goal><Name>H</Name><Description/></Goal>"
        b"</Goals></StrategicPlan>"
    )

    root = document.read(data).root

    [core] = root.all("StrategicPlanCore")
    assert [each.words("Name") for each in core.all("Goal")] == ["G", "H"]
    assert len(core.children[0].all("Objective")) == 1


def test_the_address_of_a_link_is_kept_with_its_words():
    said = "StrategicPlanCore/Goal/Description"

    for words, kept in (
        ("<a href='https://wco.example/x'>a study</a>", "a study (https://wco.example/x)"),
        ("<a href='https://wco.example'>https://wco.example</a>", "https://wco.example"),
        ("<a href=''>one</a>", "one"),
    ):
        assert text(plan(GOAL.replace("D<", f"See {words}<")), said) == f"See {kept}"
