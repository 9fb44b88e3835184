"""Refuse schemas that have warnings or differ from the committed ones; --write renews them.

The API's (docs/openapi.yaml), and that of the texts for the browser's editor.
"""

import os
import subprocess
import sys
from pathlib import Path

COMMITTED = Path("docs/openapi.yaml")
TEXTS = Path("static/src/js/editor/schema.json")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main() -> None:
    """Compare the schema of the code with the committed one."""
    made = subprocess.run(
        [sys.executable, "manage.py", "spectacular", "--validate", "--fail-on-warn"],
        capture_output=True,
        text=True,
        env={**os.environ, "PORTAL_DEMO": "0"},  # The demonstration's clock would ask the database.
        check=False,
    )
    if made.returncode:
        sys.exit(made.stderr)
    settle(COMMITTED, made.stdout, "The API changed")
    from wco_portal.publishing.rules import schema  # noqa: PLC0415 -- found only from the root

    settle(TEXTS, schema.declaration(), "What a text may hold changed")


def settle(committed: Path, made: str, what: str) -> None:
    """Renew a file, or refuse one that is out of date."""
    if "--write" in sys.argv:
        committed.write_text(made)
    elif not committed.exists() or committed.read_text() != made:
        sys.exit(f"{what}: run `make schema`, look at the difference, commit it.")


if __name__ == "__main__":
    main()
