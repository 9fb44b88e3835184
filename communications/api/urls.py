"""The collections of this app."""

from communications.api import common_messages, forum, handbook, practices
from wco_portal.api.router import Router

router = Router()
router.register("chapters", handbook.Chapters)
router.register("practices", practices.Practices)
router.register("messages", common_messages.Messages)
router.register("endorsements", common_messages.Endorsements)
router.register("audiences", practices.Audiences)
router.register("channels", practices.Channels)
router.register("topics", forum.Topics)
router.register("posts", forum.Posts)

urlpatterns = router.urls
