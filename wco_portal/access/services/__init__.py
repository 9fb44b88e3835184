from wco_portal.access.services import once

__all__ = ["once"]
