"""Hold the coverage of branches: whole where a mistake costs most, 90 % elsewhere.

Reads what `coverage json` wrote. Whole are access, audit, workflows, rules, places, aggregation.
"""

import fnmatch
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WHOLE = (
    "wco_portal/access/*",
    "wco_portal/audit/*",
    "wco_portal/publishing/rules/*",
    "*/workflow.py",
    "*/workflows.py",
    "*/workflows/*",
    "*/rules.py",
    "strategy/rules/*",
    "conferences/services/places.py",
)
ELSEWHERE = 90.0


def is_whole(name: str) -> bool:
    """Say whether a file is among those that are covered to the last branch."""
    return any(fnmatch.fnmatch(name, pattern) for pattern in WHOLE)


def gaps(found: dict[str, Any]) -> Iterator[str]:
    """Yield where something is not tried that should be."""
    for name, file in sorted(found["files"].items()):
        if is_whole(name) and (file["missing_lines"] or file["missing_branches"]):
            lines = ", ".join(map(str, file["missing_lines"]))
            branches = ", ".join(f"{here}->{there}" for here, there in file["missing_branches"])
            yield f"{name}: lines {lines or '-'}; branches {branches or '-'}"
    rest = [file["summary"] for name, file in found["files"].items() if not is_whole(name)]
    tried = sum(each["covered_lines"] + each["covered_branches"] for each in rest)
    there = sum(each["num_statements"] + each["num_branches"] for each in rest)
    share = 100 * tried / there
    print(f"Elsewhere {share:.1f} % of the lines and branches are tried.")
    if share < ELSEWHERE:
        yield f"elsewhere {share:.1f} % of {ELSEWHERE:.0f} %"


def main() -> None:
    """Name each gap and fail, or say that there is none."""
    found = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    missing = list(gaps(found))
    print("\n".join(missing) or "Whole where it must be.")
    sys.exit(bool(missing))


if __name__ == "__main__":
    main()
