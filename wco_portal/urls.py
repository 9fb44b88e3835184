"""All addresses: the noun directly after the language, no app prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path, register_converter
from django.views.generic import RedirectView

from wco_portal.api.platform.root import missing
from wco_portal.common import converters
from wco_portal.home.views import health

register_converter(converters.Slug60, "slug60")
register_converter(converters.PublicId, "pid")
register_converter(converters.Year, "year")
register_converter(converters.Number, "number")

# The collections of the apps, in the order of the line; each app fills its own.
API: tuple[str, ...] = (
    "strategy.api.urls",
    "communications.api.urls",
    "conferences.api.urls",
    "wco_portal.home.api.urls",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("api/v1/", include("wco_portal.api.urls")),
    *(path("api/v1/", include(urls)) for urls in API),
    re_path("^api(?![^/])", missing, name="api-missing"),
    path("", RedirectView.as_view(pattern_name="home"), name="root"),
    *i18n_patterns(
        path("accounts/", include("allauth.urls")),
        path("", include("wco_portal.publishing.urls")),
        path("", include("wco_portal.links.urls")),
        path("", include("wco_portal.files.urls")),
        path("", include("wco_portal.jobs.urls")),
        path("", include("wco_portal.search.urls")),
        path("", include("wco_portal.notifications.urls")),
        path("", include("communications.urls")),
        path("", include("wco_portal.home.urls")),
        path("", include("strategy.urls")),
        path("", include("conferences.urls")),
    ),
]

handler500 = "wco_portal.home.views.errors.server_error"
