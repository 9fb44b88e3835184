"""Members that answer a consultation at once, as their browsers do, each with a ledger.

A hand opens the page, lets it save by itself every two seconds, reviews and sends. Its ledger holds
what the portal acknowledged and nothing else; `faults` compares all ledgers with the database.
"""

import html
import http.client
import re
import statistics
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

FORM = re.compile(r'<form[^>]*(?:data-autosave|class="form wide")[^>]*>(.*?)</form>', re.DOTALL)
INPUT = re.compile(r"<input\b([^>]*)>")
ATTRIBUTE = re.compile(r'(\w[\w-]*)="([^"]*)"')
COMMENT = re.compile(r'<textarea[^>]*name="comment"[^>]*>\n?(.*?)</textarea>', re.DOTALL)
RECEIPT = re.compile(r"/receipts/([0-9A-Z]{10})/")
TRIES, PAUSE = 10, 0.5
LATE = 0.5

REVISIONS = """
SELECT m.code, r.number, r.kind, r.comment, r.ranking, r.public_id, p.sent_id = r.id
FROM strategy_positionrevision r JOIN strategy_position p ON p.id = r.position_id
JOIN directory_member m ON m.id = p.member_id
JOIN strategy_consultation c ON c.id = p.consultation_id WHERE c.slug = %s ORDER BY r.number
"""
POSITIONS = """
SELECT m.code, p.version, p.comment, p.ranking FROM strategy_position p
JOIN directory_member m ON m.id = p.member_id
JOIN strategy_consultation c ON c.id = p.consultation_id WHERE c.slug = %s
"""
EVENTS = """
SELECT m.code, (e.data->>'version')::int FROM audit_event e
JOIN strategy_position p ON p.public_id = e.target JOIN directory_member m ON m.id = p.member_id
JOIN strategy_consultation c ON c.id = p.consultation_id
WHERE c.slug = %s AND e.target_kind = 'position' AND e.data ? 'version'
"""


class Unanswered(Exception):  # noqa: N818 -- what the request is
    """The portal said nothing to a request, however often it was sent."""


@dataclass
class Hand:
    """Somebody of an administration: what is written, and what the portal said to it."""

    member: str
    cookie: str
    # A second hand goes on from what the first has saved; it changes the order and leaves comment
    # and sending to the first.
    first: "Hand | None" = None
    fields: dict = field(default_factory=dict)
    kept: list = field(default_factory=list)
    receipt: str = ""
    took: dict = field(default_factory=dict)
    again: int = 0
    late: int = 0
    problem: str = ""
    line: http.client.HTTPConnection | None = None

    def answer(self, port, slug, *, seconds, every, wait):
        """Answer the consultation: open, save so many seconds long, review, send."""
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.page = f"/en/consultations/{slug}/answer/{self.member}/"
        time.sleep(wait)
        while self.first and not self.first.kept and not self.first.problem:
            time.sleep(0.1)
        try:
            self.read(self.ask("open", "GET", self.page)[1])
            began, number = time.monotonic(), 0
            while number * every < seconds:
                number += 1
                ahead = began + number * every - time.monotonic()
                self.late += ahead < -LATE
                time.sleep(max(0, ahead))
                self.save(number)
            if not self.is_second:
                self.send()
        except Exception as problem:  # noqa: BLE001 -- told with the ledger
            self.problem = f"{self.member}: {problem!r}"
        finally:
            self.line.close()

    def save(self, number):
        """Let the page save by itself, and go on from what it is answered."""
        self.write(number)
        answer, page = self.ask("save", "POST", self.page, self.fields | {"act": "autosave"})
        if answer.status not in {201, 302}:
            raise AssertionError(f"save: {answer.status}")
        if answer.status == 302:  # Saved before, or joined with what another hand wrote.
            written = self.written()
            page = self.ask("read", "GET", answer.headers["Location"])[1]
            self.read(page)
            self.keep(written)
        else:
            self.read(page)
            self.keep(self.written())

    @property
    def is_second(self):
        return self.first is not None

    def write(self, number):
        """Change what this hand cares for."""
        places = sorted(name for name in self.fields if name.startswith("place-"))
        if self.is_second:
            for place, name in enumerate(places[number % 2 :] + places[: number % 2], start=1):
                self.fields[name] = str(place)
        else:
            self.fields["comment"] = f"{self.member} has written {number} times. " * 8

    def written(self):
        return self.ranking() if self.is_second else self.fields["comment"].strip()

    def ranking(self):
        marks = ((name.removeprefix("place-"), value) for name, value in self.fields.items())
        return {name: int(value) for name, value in marks if value.isdigit() and len(name) == 10}

    def keep(self, written):
        """Note what the portal says it has saved, under the version that it gave it."""
        self.kept.append((int(self.fields["version"]), written))

    def send(self):
        """Go on to the review and send; who is told that another hand saved reads it again."""
        answer, _page = self.ask("review", "POST", self.page, self.fields | {"act": "review"})
        assert answer.status == 302, f"review: {answer.status}"
        review = answer.headers["Location"]
        for _ in range(TRIES):
            self.fields = {}
            self.read(self.ask("read", "GET", review)[1])
            answer, _page = self.ask("send", "POST", review, self.fields)
            if answer.status == 302:
                break
        assert answer.status == 302, f"send: {answer.status}"
        self.receipt = RECEIPT.search(answer.headers["Location"]).group(1)
        answer, _page = self.ask("receipt", "GET", answer.headers["Location"])
        assert answer.status == 200, f"receipt: {answer.status}"

    def read(self, page):
        """Take over what the form of a page holds, as the page itself does."""
        form = FORM.search(page).group(1)
        for found in INPUT.findall(form):
            known = {name: html.unescape(value) for name, value in ATTRIBUTE.findall(found)}
            if known.get("type") not in {"radio", "checkbox"} and "name" in known:
                self.fields[known["name"]] = known.get("value", "")
        if comment := COMMENT.search(form):
            self.fields["comment"] = html.unescape(comment.group(1))

    def ask(self, kind, method, path, data=None):
        """Send a request; without an answer the same again, with its token, as the page does."""
        for _ in range(TRIES):
            began = time.perf_counter()
            try:
                answer, page = self._ask(method, path, data)
            except (OSError, http.client.HTTPException):
                self.again += 1
                self.line.close()
                time.sleep(PAUSE)
                continue
            self.took.setdefault(kind, []).append((time.perf_counter() - began) * 1000)
            if answer.status < 500:
                return answer, page
            self.again += 1
            time.sleep(PAUSE)
        raise Unanswered(path)

    def _ask(self, method, path, data):
        headers = {"Cookie": self.cookie, "Accept-Encoding": "identity"}
        body = None
        if data is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(data)
        self.line.request(method, path, body=body, headers=headers)
        answer = self.line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            self._keep_cookie(cookie.partition(";")[0])
        return answer, answer.read().decode()

    def _keep_cookie(self, pair):
        known = dict(each.split("=", 1) for each in self.cookie.split("; "))
        known |= dict([pair.split("=", 1)])
        self.cookie = "; ".join(f"{name}={value}" for name, value in known.items() if value)


def storm(hands, port, slug, *, seconds, every=2.0, within=2.0):
    """Let all hands answer at once, each beginning at a moment of its own within so many seconds.

    As all write equally long, all send within as many.
    """
    threads = [
        threading.Thread(
            target=hand.answer,
            args=(port, slug),
            kwargs={"seconds": seconds, "every": every, "wait": within * place / len(hands)},
        )
        for place, hand in enumerate(hands)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def figures(hands, seconds, *, within=2.0):
    """Tell what the storm was: requests, how long they took, how many came late or again."""
    times = [each for hand in hands for kind in hand.took.values() for each in kind]
    saves = [each for hand in hands for each in hand.took.get("save", [])]
    return {
        "requests": len(times),
        "saves_per_s": round(len(saves) / max(seconds, within), 1),
        "save_p50_ms": round(statistics.median(saves), 1),
        "save_p95_ms": round(statistics.quantiles(saves, n=20)[-1], 1),
        "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(statistics.quantiles(times, n=20)[-1], 1),
        "late": sum(hand.late for hand in hands),
        "again": sum(hand.again for hand in hands),
    }


def faults(hands, database, slug):
    """Compare the ledgers with a psycopg connection's database; return what is wrong."""
    wrong = [hand.problem for hand in hands if hand.problem]
    positions, revisions, events = (
        database.execute(query, [slug]).fetchall() for query in (POSITIONS, REVISIONS, EVENTS)
    )
    counted = Counter(code for code, *_rest in positions)
    written = Counter(events)
    for code in sorted({hand.member for hand in hands}):
        ours = [hand for hand in hands if hand.member == code]
        if counted[code] != 1:
            wrong.append(f"{code}: {counted[code]} positions")
            continue
        position = next(row for row in positions if row[0] == code)
        wrong += _of_member(ours, position, [row for row in revisions if row[0] == code], written)
    return wrong


def _of_member(hands, position, revisions, written):
    """Compare the ledgers of one Member's hands with its position, revisions and events."""
    code, version, comment, ranking = position
    numbers = [row[1] for row in revisions]
    if numbers != list(range(1, version + 1)):
        yield f"{code}: version {version}, revisions {numbers}"
    yield from (
        f"{code}: {written[code, number]} events of version {number}"
        for number in numbers
        if written[code, number] != 1
    )
    by_number = {row[1]: row for row in revisions}
    told = [(hand, *kept) for hand in hands for kept in hand.kept]
    for hand, number, said in told:
        found = by_number.get(number, (None,) * 7)
        if said != (found[4] if hand.is_second else found[3]):
            yield f"{code}: version {number} is not what was acknowledged"
    # Each press on "Review" saves once more, each receipt is a revision of its own.
    sent = [row for row in revisions if row[2] == "sent"]
    reviews = sum(not hand.is_second for hand in hands)
    if len(numbers) != len(told) + reviews + len(sent):
        yield f"{code}: {len(numbers)} revisions for {len(told)} acknowledged saves"
    receipts = [hand.receipt for hand in hands if not hand.is_second]
    if [row[5] for row in sent if row[6]] != receipts or len(sent) != len(receipts):
        yield f"{code}: receipts {receipts}, sent {[row[5:] for row in sent]}"
    for hand in hands:
        last = hand.kept[-1][1] if hand.kept else None
        if last != (ranking if hand.is_second else comment):
            yield f"{code}: the last acknowledged words are not in the position"
