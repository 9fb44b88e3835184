"""StratML, the standard for strategic plans: read leniently, written strictly, nothing lost."""
