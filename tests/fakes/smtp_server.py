"""An SMTP server in this process, on loopback: it keeps what it takes, and refuses or hangs up as it is told."""

import base64
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

LOGIN = ("orders@supplier.example", "s3cret-test")


@dataclass(frozen=True, slots=True)
class Delivered:
    """One mail as it was taken."""

    sender: str
    recipient: str
    content: bytes

    @property
    def mail(self) -> EmailMessage:
        message = message_from_bytes(self.content, policy=default)
        assert isinstance(message, EmailMessage)
        return message


@dataclass(slots=True)
class Behaviour:
    """`refusal` answers RCPT with this line. `hang_up` ends the connection once a mail is taken, before saying so."""

    eight_bit: bool = True
    login: bool = False
    refusal: str = ""
    hang_up: bool = False


@dataclass(slots=True)
class SmtpServer:
    """What tests see of it."""

    port: int
    behaviour: Behaviour
    delivered: list[Delivered] = field(default_factory=list)


class _Conversation(socketserver.StreamRequestHandler):
    timeout = 20

    def handle(self) -> None:
        server: SmtpServer = self.server.told  # type: ignore[attr-defined]  # set by smtp_server below
        sender, recipient, is_known = "", "", not server.behaviour.login
        self._say("220 loopback ESMTP")
        while line := self.rfile.readline(2000):
            verb, _, rest = line.decode("ascii").strip().partition(" ")
            match verb.upper():
                case "EHLO":
                    offered = ["8BITMIME"] if server.behaviour.eight_bit else []
                    offered += ["AUTH PLAIN"] if server.behaviour.login else []
                    lines = ["loopback", *offered]
                    self._say("\r\n".join(f"250{'-' if one is not lines[-1] else ' '}{one}" for one in lines))
                case "AUTH":
                    given = base64.b64decode(rest.split()[1]).decode().split("\0")[1:]
                    is_known = given == list(LOGIN)
                    self._say("235 welcome" if is_known else "535 who are you?")
                case "MAIL" if not is_known:
                    self._say("530 sign in first")
                case "MAIL":
                    sender = rest.partition("<")[2].partition(">")[0]
                    self._say("250 go on")
                case "RCPT":
                    recipient = rest.partition("<")[2].partition(">")[0]
                    self._say(server.behaviour.refusal or "250 go on")
                case "DATA":
                    self._say("354 end with a dot")
                    server.delivered.append(Delivered(sender, recipient, self._data()))
                    if server.behaviour.hang_up:
                        return
                    self._say("250 taken")
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 well")

    def _data(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            assert line.endswith(b"\r\n"), f"a line without its end: {line[:80]!r}"
            assert len(line) <= 1000, "a line longer than servers carry"
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode("ascii") + b"\r\n")


class _Listener(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def smtp_server(behaviour: Behaviour | None = None) -> Iterator[SmtpServer]:
    """A server while this is open."""
    with _Listener(("127.0.0.1", 0), _Conversation) as listener:
        told = SmtpServer(listener.server_address[1], behaviour or Behaviour())
        listener.told = told  # type: ignore[attr-defined]  # read by each conversation
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield told
        finally:
            listener.shutdown()
            thread.join()
