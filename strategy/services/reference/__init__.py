"""The facts that this app carries in files, in the order in which they stand on each other."""

from typing import Final

from strategy.services.reference import frameworks, plans, themes, workshops
from wco_portal.common.reference import Bundle

BUNDLES: Final[list[Bundle]] = [frameworks.BUNDLE, themes.BUNDLE, plans.BUNDLE, workshops.BUNDLE]
