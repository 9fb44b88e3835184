"""Set a printed file in a process of its own, under hard limits; PDF on standard output.

Run by path, without the portal, as `print_child.py TEMPLATE FONTS` with the content as JSON on
standard input: words that are made to exhaust memory or time end this process and nothing else.
The template is fixed; the content reaches it as data and is never read as markup.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from typing import Any

MEMORY = 2 * 1024 * 1024 * 1024
SECONDS = 60
MOST_TRIES = 4
# Where no font has a letter: the sign for that, which every font here has.
REPLACEMENT = "\ufffd"
MISSING = re.compile(r"the text `\"(.*?)\"` could not be displayed", re.DOTALL)


def main(template: str, fonts: str) -> int:
    """Write the PDF, or the reason why there is none on standard error."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    import typst  # noqa: PLC0415 -- after the limits are set

    given = sys.stdin.read()
    kinds = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[fonts])
    for _try in range(MOST_TRIES):
        try:
            made = typst.compile(
                template,
                font_paths=kinds,
                sys_inputs={"data": given},
                format="pdf",
                pdf_standards="ua-1",
            )
        except typst.TypstError as problem:
            missing = set("".join(MISSING.findall(problem.diagnostic))) - {REPLACEMENT}
            if not missing:
                sys.stderr.write(problem.diagnostic[:4000])
                return 1
            given = without(given, missing)
        else:
            sys.stdout.buffer.write(made)
            return 0
    sys.stderr.write("too many letters without a font")
    return 1


def without(given: str, letters: set[str]) -> str:
    """Put the sign for a missing letter in the place of each of these."""
    table = {ord(letter): REPLACEMENT for letter in letters}

    def cleared(value: Any) -> Any:
        if isinstance(value, str):
            return value.translate(table)
        if isinstance(value, list):
            return [cleared(each) for each in value]
        if isinstance(value, dict):
            return {name: cleared(each) for name, each in value.items()}
        return value

    return json.dumps(cleared(json.loads(given)))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
