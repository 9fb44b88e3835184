"""Documents of our own to try the reader of StratML on; each line of a body is a line."""

import pytest

from strategy.rules.stratml import document, writing
from strategy.rules.stratml.findings import Refused

ONE = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"
TWO = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
GOAL = "<Goal><Name>G</Name><Description>D</Description></Goal>"


def plan(core=GOAL, *, name="<Name>Plan</Name>", after="", namespace=f' xmlns="{ONE}"'):
    """Write a Part 1 document: the core begins on line 3."""
    return (
        f"<StrategicPlan{namespace}>{name}\n<StrategicPlanCore>\n{core}\n</StrategicPlanCore>"
        f"{after}</StrategicPlan>"
    ).encode()


def report(core=GOAL, *, after="", attrs=' Type="Performance_Plan"', namespace=TWO):
    """Write a Part 2 document: the core begins on line 3."""
    return (
        f'<PerformancePlanOrReport xmlns="{namespace}"{attrs}><Name>Plan</Name>\n'
        f"<StrategicPlanCore>\n{core}\n</StrategicPlanCore>{after}</PerformancePlanOrReport>"
    ).encode()


def objective(body):
    """Put something into an objective of a goal; the body begins on line 5."""
    return (
        f"<Goal><Name>G</Name><Description>D</Description>\n<Objective>\n{body}</Objective></Goal>"
    )


def indicator(body, *, attrs=""):
    """Put something into an indicator; the body begins on line 6."""
    return objective(
        f"<PerformanceIndicator{attrs}><MeasurementDimension>M</MeasurementDimension>"
        f"<UnitOfMeasurement>u</UnitOfMeasurement>\n{body}</PerformanceIndicator>"
    )


def done(data):
    """Read a document; return its repairs as (line, code)."""
    found = document.read(data)
    assert writing.faults(found.root, found.part) == []
    return [(repair.line, repair.code) for repair in found.repairs]


def refusal(data):
    """Return the line and code of a refusal."""
    with pytest.raises(Refused) as no:
        document.read(data)
    assert "%(" not in no.value.finding.words()
    return no.value.finding.line, no.value.finding.code


def text(data, path):
    """Return the words at a path such as `StrategicPlanCore/Goal/Name`."""
    node = document.read(data).root
    for tag in path.split("/"):
        node = node.one(tag)
    return node.text


RICH_GOAL = """<Goal><Name>Trade  facilitation</Name><Description>Facilitate
      legitimate trade.

      And more.</Description><Identifier>_9d1f-10</Identifier>
      <SequenceIndicator>Goal One A</SequenceIndicator>
      <Stakeholder StakeholderTypeType="Organization"><Name>Secretariat</Name>{role}</Stakeholder>
      <OtherInformation>Kept as it is</OtherInformation>
      <Objective><Name/><Description/>{indicator}</Objective></Goal>"""
ROLE = "<Role><Name>Lead</Name><RoleType>Performer</RoleType></Role>"
INDICATOR = """<PerformanceIndicator ValueChainStage="Outcome">
      <SequenceIndicator>1.1.1</SequenceIndicator>
      <MeasurementDimension>Members with a single window</MeasurementDimension>
      <UnitOfMeasurement>administrations</UnitOfMeasurement>
      <Identifier>_9d1f-12</Identifier>
      <Relationship RelationshipType="Narrower_Than"><Name>Supports</Name>
        <Description>SDG 17.10</Description></Relationship>
      <MeasurementInstance>
        <TargetResult><EndDate>2020-06-30</EndDate><NumberOfUnits>90.0</NumberOfUnits></TargetResult>
        <ActualResult><EndDate>2018-06-30</EndDate><NumberOfUnits>+70</NumberOfUnits>
          <Descriptor><DescriptorName>Status</DescriptorName>
          <DescriptorValue>Baseline</DescriptorValue></Descriptor></ActualResult>
        <ActualResult><StartDate>2018-07-01</StartDate><EndDate>2018-12-31</EndDate>
          <NumberOfUnits>84</NumberOfUnits><Description>On track</Description></ActualResult>
      </MeasurementInstance></PerformanceIndicator>"""
ADA = "<Submitter><GivenName>Ada</GivenName><Surname>Example</Surname></Submitter>"


def rich():
    """Write a document of each Part that holds what the portal has no rows for."""
    about = "<AdministrativeInformation><PublicationDate>2019-07-01</PublicationDate>{}"
    core = "<Organization><Name>W</Name></Organization><Vision/><Value><Name>V</Name></Value>"
    end = "</AdministrativeInformation>"
    return [
        plan(core + RICH_GOAL.format(role="", indicator=""), after=about.format(ADA) + end),
        report(
            core + RICH_GOAL.format(role=ROLE, indicator=INDICATOR),
            after=about.format("<Source>https://wco.example/plan</Source>") + end + ADA,
        ),
    ]
