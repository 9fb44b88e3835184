from wco_portal.directory.models.member import Member, Region
from wco_portal.directory.models.person import Person, Role

__all__ = ["Member", "Person", "Region", "Role"]
