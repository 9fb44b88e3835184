import csv
import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from strategy.rules import tables

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＠a", "=HYPERLINK(1)"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_of_a_table_is_a_formula(cell):
    [[written]] = csv.reader(io.StringIO(tables.as_csv([[cell]]).decode("utf-8-sig"), newline=""))

    assert written == f"'{cell}"


@settings(max_examples=60)
@given(st.lists(st.one_of(st.text(max_size=20), st.sampled_from(FORMULAS)), min_size=1, max_size=5))
def test_no_cell_of_a_workbook_is_a_formula(cells):
    book = zipfile.ZipFile(
        io.BytesIO(tables.as_xlsx({"S": [["head"], cells]}, title="T", on=dt.date(2019, 3, 27)))
    )

    sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert sheet.xpath("//*[local-name()='f']") == []
    kinds = sheet.xpath("//*[local-name()='c'][*]/@t")
    assert set(kinds) == {"s"}
    strings = etree.fromstring(book.read("xl/sharedStrings.xml"))
    words = strings.xpath("//*[local-name()='t']/text()")
    assert not [word for word in words if word.startswith(tables.FORMULA)]


def test_a_workbook_holds_what_people_typed_and_nothing_that_it_would_write_in_code():
    typed = ["One.\r\nTwo.", "a\x07b", "\x07=1+1", "مرحبا", "😀" * 3, "_x000D_"]
    data = tables.as_xlsx({"S": [["head"], typed]}, title="T", on=dt.date(2019, 3, 27))

    [_head, row] = openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)

    assert row == ("One.\nTwo.", "ab", "'=1+1", "مرحبا", "😀" * 3, "_x000D_")
