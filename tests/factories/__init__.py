from tests.factories.people import person

__all__ = ["person"]
