"""The collections of this app."""

from strategy.api import indicators, themes
from wco_portal.api.router import Router

router = Router()
router.register("indicators", indicators.Indicators)
router.register("themes", themes.Themes)
router.register("activities", themes.Activities)
router.register("research", themes.Research)

urlpatterns = router.urls
