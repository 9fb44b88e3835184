from wco_portal.home.services import business_clock

__all__ = ["business_clock"]
