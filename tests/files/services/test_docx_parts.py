"""Words as a Word file takes them."""

from docx import Document

from wco_portal.files.services import docx_parts


def test_a_line_that_was_typed_in_a_form_ends_once():
    made = Document().add_paragraph()

    docx_parts.run(made, {"text": "One.\r\nTwo.\x07\ud800"}, set(), "")

    assert made.text == "One.\nTwo."
