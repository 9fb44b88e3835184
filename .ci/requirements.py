"""Refuse in requirements/ whatever could lead pip elsewhere than to the locked files."""

import re
import sys
from pathlib import Path

LINE = re.compile(
    r"(#.*|[a-z0-9._-]+(\[[a-z0-9,_-]+\])?==\S+( ;.*)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?)?"
)


def main() -> None:
    """Name each line that is neither a pinned package nor one of its hashes."""
    wrong = [
        f"{path}:{number}: {line}"
        for path in sorted(Path("requirements").glob("*.txt"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if not LINE.fullmatch(line) or "://" in line or re.search(r"(^|[\s=])/", line)
    ]
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
