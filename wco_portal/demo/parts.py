"""What fills the demonstration, in the order of the line of apps.

Each is a function without arguments in an app's services, `services/demonstration...`. It builds
through the services of its app (`common.clock.standing_at(moment)` moves the clock into the past
for what happened before), and uses a `random.Random` of its own with a fixed seed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Final

# module, function
PARTS: Final = (
    ("strategy.services.demonstration", "load"),
    ("communications.services.demonstration", "load"),
    ("conferences.services.demonstration", "load"),
    ("wco_portal.demo.thread", "load"),
)


def functions() -> Iterator[tuple[str, Callable[[], object]]]:
    """Find each function by its name."""
    for module, name in PARTS:
        if find_spec(module) is not None:
            yield f"{module}.{name}", getattr(import_module(module), name)
