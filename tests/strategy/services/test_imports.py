import io
import zipfile
from decimal import Decimal

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from strategy import selectors, services
from strategy.enums.indicators import IndicatorKind, Regions
from strategy.forms.imports import sealed
from strategy.models import Measurement, Plan
from strategy.rules import imports
from strategy.services.imports import rehearse
from tests.factories.api import caller
from tests.factories.indicators import approved, figure, indicator
from tests.factories.people import person
from wco_portal.access.policies import Denied
from wco_portal.audit.services import outbox
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.files.services import sheets

CODES = ("ams", "eur", "esa", "mena", "wca", "ap")


def book(rows):
    made, held = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(held)
    return held.getvalue()


def plan():
    return Plan.objects.get(slug="2016-2019")


def filled(made, value="60", **changes):
    """Fill the template of the first period of an indicator."""
    period = made.periods.earliest("starts_on")
    rows = selectors.imports.template(plan(), period.ends_on)
    place = {name: at for at, name in enumerate(rows[0])}
    for row in rows[1:]:
        if row[0] == made.public_id and not row[place["region"]]:
            row[place["value"]] = value
            for name, cell in changes.items():
                row[place[name]] = cell
    return rows


@pytest.mark.django_db
def test_the_template_comes_back_and_a_dry_run_enters_nothing():
    editor = person(R.EDITOR)
    made = indicator(editor)
    written = sheets.write(filled(made, note_en="=1+1"), name="figures")
    read = sheets.read(written)

    report = rehearse(plan(), read, by=editor)
    assert (report.problems, [line.value for line in report.lines]) == ([], [60])
    assert not Measurement.objects.exists()
    done = services.imports.bring_in(plan(), read, by=editor)
    kept = Measurement.objects.get()
    assert (done.is_done, kept.state, kept.value, kept.note_en) == (True, "draft", 60, "=1+1")
    assert selectors.imports.template(plan(), kept.measured_on)[1][5] == 60


@pytest.mark.django_db
def test_an_import_goes_to_the_approvers_as_one():
    editor, approver = person(R.EDITOR), person(R.APPROVER)
    first, second = indicator(editor), indicator(editor, number="P2")
    rows = filled(first)
    next(row for row in rows if row[0] == second.public_id)[5] = "70"

    report = services.imports.send_in(plan(), rows, by=editor)
    mail.outbox.clear()
    outbox.sweep()

    assert report.is_done
    assert list(Measurement.objects.values_list("state", flat=True)) == ["pending"] * 2
    assert [letter.to for letter in mail.outbox] == [[approver.email]]
    assert "2 imported figures wait for approval" in mail.outbox[0].subject


@pytest.mark.django_db
def test_with_one_that_cannot_be_sent_none_is_entered():
    editor = person(R.EDITOR)
    made = indicator(editor, regions=Regions.SUM)
    rows = filled(made)
    next(row for row in rows if row[0] == made.public_id and row[4] == "ams")[5] = "1"

    report = services.imports.send_in(plan(), rows, by=editor)

    assert (report.is_done, len(report.problems)) == (False, 1)
    assert not Measurement.objects.exists()


@pytest.mark.django_db
def test_the_page_and_a_program_send_an_import(client):
    editor = person(R.EDITOR)
    rows = filled(indicator(editor))
    body = {"plan": "2016-2019", "rows": rows, "dry_run": False, "submit": True}

    client.force_login(editor)
    sent = {"rows": sealed(rows), "send": "1"}
    page = client.post("/en/plans/2016-2019/figures/enter/", sent, follow=True)
    again = caller(editor)("post", "/api/v1/figures/import/", body)

    assert "1 figure is sent for approval." in page.content.decode()
    assert (Measurement.objects.get().state, again.json()["is_done"]) == ("pending", False)


@pytest.mark.django_db
def test_regions_and_shares_come_in_by_their_rows():
    editor = person(R.EDITOR)
    made = indicator(editor, kind=IndicatorKind.PERCENTAGE, regions=Regions.SUM)
    rows = selectors.imports.template(plan(), made.periods.earliest("starts_on").ends_on)
    for row in rows[2:]:
        row[6], row[7] = 5, "20"

    report = services.imports.bring_in(plan(), rows, by=editor)

    assert ([row[4] for row in rows[2:]], report.lines[0].regions) == (list(CODES), 6)
    assert (Measurement.objects.get().value, Measurement.objects.get().numerator) == (25, 30)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "column", "message"),
    [
        ({"value": "many"}, "F", "Write a number"),
        ({"value": True}, "F", "Write a number"),
        ({"value": "1e99"}, "F", "Write a number"),
        ({"value": "1e9999999"}, "F", "Write a number"),
        ({"value": "NaN"}, "F", "Write a number"),
        ({"value": "N/A"}, "F", "Write a number"),
        ({"value": "1,000"}, "F", "in two ways"),
        ({"unit": "thousands a day"}, "D", "is “a day”"),
        ({"ends_on": "soon"}, "B", "Write a day"),
        ({"ends_on": "2017-06-29"}, "A", "no such indicator"),
        ({"indicator": "0000000000"}, "A", "no such indicator"),
        ({"indicator": ""}, "A", "by its code"),
        ({"numerator": 1, "denominator": 2}, "F", "Only a percentage"),
        ({"region": "eur", "value": 3}, "F", "no figures per region"),
    ],
)
def test_what_is_wrong_names_row_and_column_and_nothing_comes_in(changes, column, message):
    editor = person(R.EDITOR)
    rows = filled(indicator(editor), **changes)

    report = services.imports.bring_in(plan(), rows, by=editor)

    assert not Measurement.objects.exists()
    assert [(each.row, each.column) for each in report.problems] == [(2, column)]
    assert message in report.problems[0].message


@pytest.mark.django_db
def test_one_wrong_row_stops_all_and_a_locked_period_says_so():
    editor, approver = person(R.EDITOR), person(R.APPROVER)
    good, locked = indicator(editor), indicator(editor, number="P2")
    rows = filled(good)
    for row in rows[1:]:
        row[5] = 61
    period = locked.periods.earliest("starts_on")
    approved(period, figure(60), editor=editor, approver=approver)

    report = services.imports.bring_in(plan(), [*rows, rows[1]], by=editor)

    assert Measurement.objects.filter(indicator=good).count() == 0
    assert [each.row for each in report.problems] == [3, 4]
    assert "locked" in report.problems[0].message
    assert "earlier row" in report.problems[1].message
    with pytest.raises(Denied):
        services.imports.bring_in(plan(), rows, by=person(R.FOCAL_POINT, member="sen"))


@pytest.mark.django_db
def test_through_the_pages_and_the_api(client):
    editor = person(R.EDITOR)
    made = indicator(editor)
    client.force_login(editor)
    base = "/en/plans/2016-2019/figures/"
    assert "2017-06-30" in client.get(f"{base}import/").content.decode()
    template = client.get(f"{base}template.xlsx?as_of=2017-06-30").content
    assert load_workbook(io.BytesIO(template)).active["A2"].value == made.public_id

    wrong = client.post(f"{base}import/", {"sheet": io.BytesIO(b"PK no sheet")})
    assert (wrong.status_code, "not a spreadsheet" in wrong.content.decode()) == (422, True)
    upload = io.BytesIO(book(filled(made)))
    upload.name = "figures.xlsx"
    page = client.post(f"{base}import/", {"sheet": upload})
    assert (page.status_code, Measurement.objects.count()) == (200, 0)
    assert client.post(f"{base}enter/", {"rows": "forged"}).status_code == 422
    assert client.post(f"{base}enter/", {"rows": page.context["rows"]}).status_code == 302
    assert Measurement.objects.get().value == 60

    call = caller(editor)
    body = {"plan": "2016-2019", "rows": filled(made, "61")}
    dry = call("post", "/api/v1/figures/import/", body).json()
    assert (dry["is_done"], dry["lines"][0]["before"]) == (False, "60.000")
    assert call("post", "/api/v1/figures/import/", body | {"dry_run": False}).json()["is_done"]
    assert Measurement.objects.get().value == 61


def squeezed(name, size):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, b"0" * size)
    return held.getvalue()


def crowded():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for number in range(201):
            packed.writestr(f"{number}.xml", b"")
    return held.getvalue()


def declared():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("xl/workbook.xml", b'<?xml version="1.0"?><!DOCTYPE x []><x/>')
    return held.getvalue()


def far_away():
    made, held = Workbook(), io.BytesIO()
    made.active.cell(row=1_048_576, column=1, value=1)
    made.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (lambda: b"", "sheet_unreadable"),
        (lambda: b"name,value\n", "sheet_unreadable"),
        (lambda: b"0" * (5 * 1024 * 1024 + 1), "sheet_too_large"),
        (lambda: squeezed("xl/big.xml", 31 * 1024 * 1024), "sheet_too_large_inside"),
        (crowded, "sheet_too_many_entries"),
        (declared, "sheet_doctype"),
        (far_away, "sheet_too_many_rows"),
        (lambda: book([["x"] * 51]), "sheet_too_many_columns"),
    ],
)
def test_a_hostile_file_is_refused_with_its_reason(data, code):
    with pytest.raises(DomainError) as no:
        sheets.read(data())

    assert no.value.code == code


@given(st.text(max_size=20))
def test_no_cell_is_a_formula(text):
    assert not sheets.harmless(text).startswith(sheets.FORMULA)


def test_no_cell_of_a_workbook_is_a_formula():
    dangerous = ["=1+1", "+1", "-1", "@x", "\t=1", "＝1+1", "http://x.example"]
    written = load_workbook(io.BytesIO(sheets.write([["head"], dangerous], name="x")))

    assert {cell.data_type for row in written.active.iter_rows() for cell in row if cell.value} == {
        "s"
    }
    assert [sheets.read(sheets.write([dangerous], name="x"))[0][0]] == ["'=1+1"]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1 234,5", "1234.5"),
        ("1\u202f234.5", "1234.5"),
        ("0,125", "0.125"),
        ("-5", "-5"),
        (0, "0"),
        ("", None),
        ("  ", None),
    ],
)
def test_numbers_as_people_write_them(cell, value):
    rows = [[*imports.COLUMNS], ["AAAAAAAAAA", "2017-06-30", "", "", "", cell]]

    sheet = imports.parse(rows)

    known = None if value is None else Decimal(value)
    assert (sheet.problems, sheet.entries[0].total.value) == ([], known)


def test_what_is_no_sheet_has_a_problem_and_columns_have_letters():
    assert imports.parse([]).problems[0].row == 1
    assert (imports.letter(0), imports.letter(25), imports.letter(26)) == ("A", "Z", "AA")
