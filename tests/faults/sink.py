"""A mail server for tests: keeps what it accepts, refuses when told, stalls in the gap.

`stall_after(n)`: message n is accepted and kept, but the sender never hears of it. Whoever is
killed then dies exactly between hand-over and mark.
"""

import email
import socketserver
import threading
from email import policy
from pathlib import Path


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


class Talk(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        self.say("220 sink")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word in {b"EHLO", b"HELO"}:
                self.say("250 sink")
            elif word == b"DATA":
                self.say("354 go on")
                if not self.take():
                    return
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")

    def take(self):
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line[1:] if line.startswith(b"..") else line)
        if not line:
            return False
        mail = email.message_from_bytes(b"".join(lines), policy=policy.default)
        sink = self.server
        with sink.lock:
            sink.mails.append(mail)
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
