from celery import current_app

from wco_portal.audit.tasks import tick


def test_every_process_knows_the_portals_broker(settings):
    assert current_app.main == tick.app.main == "wco_portal"
    assert tick.app.conf.broker_url == settings.CELERY_BROKER_URL
