"""Acts that happen at once, for the tests of races."""

import threading

from django.db import connections

from wco_portal.common.errors import DomainError


def at_once(*acts, catching=(DomainError,)):
    """Do the acts in threads that start together; return what each gave or raised."""
    gate, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(index, act):
        try:
            gate.wait(10)
            found[index] = act()
        except catching as problem:
            found[index] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return found
