"""The app."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """Plans, priorities, themes, consultations, workshops, research."""

    name = "strategy"

    def ready(self) -> None:
        """Fill this app's rows of the platform's tables."""
        from strategy import policies  # noqa: PLC0415 -- app ready
        from strategy.services import consultations, decisions  # noqa: PLC0415 -- app ready
        from strategy.services.reference import plans, themes  # noqa: PLC0415 -- app ready
        from wco_portal.audit import tables  # noqa: PLC0415 -- app ready
        from wco_portal.common.reference import BUNDLES  # noqa: PLC0415 -- app ready

        policies.register()
        tables.add_clock_act("strategy.plans", decisions.bring_into_force)
        tables.add_clock_act("strategy.consultations.open", consultations.open_due)
        tables.add_clock_act("strategy.consultations.close", consultations.close_due)
        BUNDLES.extend([themes.BUNDLE, plans.BUNDLE])
