"""Refuse an API schema that has warnings or differs from docs/openapi.yaml; --write renews it."""

import os
import subprocess
import sys
from pathlib import Path

COMMITTED = Path("docs/openapi.yaml")


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
    if "--write" in sys.argv:
        COMMITTED.write_text(made.stdout)
    elif not COMMITTED.exists() or COMMITTED.read_text() != made.stdout:
        sys.exit("The API changed: run `make schema`, look at the difference, commit it.")


if __name__ == "__main__":
    main()
