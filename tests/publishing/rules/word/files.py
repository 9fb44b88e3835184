"""Small Word files for tests: those of python-docx, and hand-written XML put into them."""

import io
import zipfile

import docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
NEWER = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def saved(made):
    """Return the bytes of a document."""
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def parts_of(data):
    """Return the parts of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(parts, compression=zipfile.ZIP_DEFLATED):
    """Make a file of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def written(body, *, comments="", footnotes="", extended="", identifier="", relations="", nums=""):
    """Make a file whose body is hand-written XML."""
    made = docx.Document()
    made.core_properties.identifier = identifier
    parts = parts_of(saved(made))
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts["word/document.xml"] = (
        f"{head}<w:document {SPACES}><w:body>{body}</w:body></w:document>".encode()
    )
    numbering = parts["word/numbering.xml"].decode()
    parts["word/numbering.xml"] = numbering.replace(
        "</w:numbering>", f"{nums}</w:numbering>"
    ).encode()
    extra = {
        "comments": (comments, f"<w:comments {SPACES}>{comments}</w:comments>"),
        "footnotes": (footnotes, f"<w:footnotes {SPACES}>{footnotes}</w:footnotes>"),
        "commentsExtended": (
            extended,
            f"<w15:commentsEx {NEWER}>{extended}</w15:commentsEx>",
        ),
    }
    rels, types = (
        parts[n].decode() for n in ("word/_rels/document.xml.rels", "[Content_Types].xml")
    )
    for name, (given, xml) in extra.items():
        if given:
            parts[f"word/{name}.xml"] = (head + xml).encode()
            relations += f'<Relationship Id="x{name}" Type="{KINDS}/{name}" Target="{name}.xml"/>'
            types = types.replace(
                "</Types>",
                f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}.{name}+xml"/></Types>',
            )
    parts["word/_rels/document.xml.rels"] = rels.replace(
        "</Relationships>", f"{relations}</Relationships>"
    ).encode()
    parts["[Content_Types].xml"] = types.encode()
    return packed(parts)


def p(*inside, style="", mark=""):
    """Write a paragraph; `mark` is what became of its end."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    ended = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{named}{ended}</w:pPr>{''.join(inside)}</w:p>"


def r(text, form=""):
    """Write a run."""
    return f'<w:r><w:rPr>{form}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def ins(text, who="Ann Example"):
    """Write words that were inserted."""
    return f'<w:ins w:id="9" w:author="{who}" w:date="2025-01-01T00:00:00Z">{r(text)}</w:ins>'


def dele(text, who="Ann Example"):
    """Write words that were deleted."""
    inner = f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'
    return f'<w:del w:id="9" w:author="{who}" w:date="2025-01-01T00:00:00Z">{inner}</w:del>'


def marked(identity, *inside):
    """Put words between the ends of a bookmark."""
    number = sum(map(ord, identity))
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="b_{identity}"/>{"".join(inside)}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


END_INS = '<w:ins w:id="8" w:author="Ann Example"/>'
END_DEL = '<w:del w:id="8" w:author="Ann Example"/>'
