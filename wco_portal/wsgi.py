"""The WSGI application."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wco_portal.settings")

application = get_wsgi_application()

# What a request makes goes with it, without the collector, which looked through all that is kept
# several times for each long page: a fourth of its time. What stands now stays to the end.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
