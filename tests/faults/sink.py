"""A mail server for tests: keeps what it accepts, refuses when told, stalls in the gap.

`moods` holds by address what becomes of the next mails to it, one word for each; then all is well.
`per_second` is how many mails the server takes, from all its lines together.
`stall_after(n)`: message n is accepted and kept, but the sender never hears of it. Whoever is
killed then dies exactly between hand-over and mark.
"""

import contextlib
import email
import socketserver
import threading
import time
from email import policy
from pathlib import Path

REFUSALS = {"later": "451 come again later", "never": "550 no such person here"}


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Talk)
        self.mails = []
        self.lock = threading.Lock()
        self.stalled = threading.Event()
        self.stalled_peer = None
        self.stall_at = None
        self.answer = "250 accepted"
        self.moods = {}
        self.per_second = 0
        self.free_at = 0.0
        self.times = []
        self.lines = 0
        # The mail that a line broke after: its sender may not know that it arrived.
        self.broken = set()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def stall_after(self, count):
        self.stalled.clear()
        self.stall_at = len(self.mails) + count

    def to(self, address):
        with self.lock:
            return [mail for mail in self.mails if mail["To"] == address]

    def clear(self):
        with self.lock:
            self.mails.clear()
            self.times.clear()
            self.broken.clear()

    def mood(self, address):
        """Take the next word of an address."""
        with self.lock:
            words = self.moods.get(address)
            return words.pop(0) if words else ""

    def pace(self):
        """Wait until the server is free for one more mail."""
        if not self.per_second:
            return
        with self.lock:
            now = time.monotonic()
            self.free_at = max(now, self.free_at + 1 / self.per_second)
            ahead = self.free_at - now
        time.sleep(ahead)

    def rate(self):
        """Tell how many mails a second it took in the middle eight tenths of them."""
        with self.lock:
            times = sorted(self.times)
        cut = len(times) // 10
        return (len(times) - 2 * cut - 1) / (times[-cut - 1] - times[cut])


class Talk(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        self.last = self.mood = ""
        has_ended = False
        with self.server.lock:
            self.server.lines += 1
        with contextlib.suppress(OSError):
            self.say("220 sink")
            has_ended = self.talk()
        if not has_ended:
            with self.server.lock:
                self.server.broken.add(self.last)

    def talk(self):
        """Take mails until the sender says that it was the last, or the line breaks."""
        while line := self.rfile.readline():
            self.last = ""  # Whoever goes on has heard what became of the mail before.
            word = line[:4].upper().strip()
            if word in {b"EHLO", b"HELO"}:
                self.say("250 sink")
            elif word == b"RCPT":
                self.mood = self.server.mood(line.decode().partition("<")[2].partition(">")[0])
                self.say(REFUSALS.get(self.mood, "250 fine"))
            elif word == b"DATA":
                self.say("354 go on")
                if not self.take():
                    return False
            elif word == b"QUIT":
                self.say("221 bye")
                return True
            else:
                self.say("250 fine")
        return False

    def take(self):
        if self.mood == "cut":
            self.rfile.readline()
            return False
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line[1:] if line.startswith(b"..") else line)
        if not line:
            return False
        head = b"".join(lines).partition(b"\r\n\r\n")[0]
        mail = email.message_from_bytes(head, policy=policy.default)
        sink = self.server
        sink.pace()
        self.last = mail["Message-ID"]
        with sink.lock:
            sink.mails.append(mail)
            sink.times.append(time.monotonic())
            is_stalled = sink.stall_at is not None and len(sink.mails) == sink.stall_at
            if is_stalled:
                sink.stall_at = None
                sink.stalled_peer = self.client_address[1]
        if is_stalled:
            sink.stalled.set()
            # Wait for the sender's end: it is killed, and its socket closes.
            while self.rfile.read(1):
                pass
            return False
        if self.mood == "lost":
            return False
        self.say(sink.answer)
        return True


def holder_of(port):
    """Find the process that holds a local TCP port: `/proc` tells."""
    wanted = f"0100007F:{port:04X}"
    inode = next(
        line.split()[9]
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
        if line.split()[1] == wanted
    )
    for fd in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if fd.readlink().name == f"socket:[{inode}]":
                return int(fd.parts[2])
        except OSError:
            continue
    raise LookupError(port)
