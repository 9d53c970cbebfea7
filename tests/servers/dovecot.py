"""A real Dovecot on loopback, without root, and a mailbox of its own for each test."""

import imaplib
import os
import secrets
import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from tests.servers import unprivileged
from tests.servers.ports import LOOPBACK, free_port, wait_until_open

PASSWORD = "s3cret-test"

# Dovecot counts loopback to itself as secure; on the second address it insists on TLS before a login.
STARTTLS_HOST = "127.0.0.2"

CONFIGURATION = """\
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1, 127.0.0.2
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:~/Maildir
mail_max_userip_connections = 100
mailbox_list_index = no
ssl = required
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = yes
auth_mechanisms = plain login
auth_failure_delay = 0
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""


@dataclass(slots=True)
class Dovecot:
    """The server. Any user name logs in with `PASSWORD` and has a mailbox of its own."""

    program: str
    folder: Path
    port: int = field(default_factory=free_port)
    tls_port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def configure(self) -> None:
        account = unprivileged.account()
        for name in ("state", "mail"):
            (self.folder / name).mkdir()
            unprivileged.give(self.folder / name)
        _make_certificate(self.folder)
        (self.folder / "dovecot.conf").write_text(
            CONFIGURATION.format(
                folder=self.folder,
                user=account.user,
                group=account.group,
                password=PASSWORD,
                port=self.port,
                tls_port=self.tls_port,
            )
        )

    def start(self) -> None:
        if self.process is not None:
            return
        # A socket left behind delays the next start by five seconds.
        shutil.rmtree(self.folder / "run", ignore_errors=True)
        (self.folder / "run").mkdir()
        unprivileged.give(self.folder / "run")
        log = self.folder / "output.log"
        self.process = unprivileged.start([self.program, "-F", "-c", self.folder / "dovecot.conf"], log=log)
        wait_until_open(self.port, self.process, log)

    def stop(self) -> None:
        """End the server and every session on it."""
        if self.process is None:
            return
        # The sessions are children in the master's process group.
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(timeout=120)
        self.process = None


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One test's mailbox on the shared server."""

    server: Dovecot
    user: str
    password: str = PASSWORD
    host: str = LOOPBACK

    @property
    def port(self) -> int:
        return self.server.port

    @property
    def tls_port(self) -> int:
        return self.server.tls_port

    @property
    def ca_file(self) -> Path:
        """The certificate of `tls_port` and STARTTLS, valid for localhost, 127.0.0.1 and 127.0.0.2."""
        return self.server.folder / "certificate.pem"

    def create_folder(self, folder: str) -> None:
        with self.connect() as session:
            _expect_ok(session.create(f'"{folder}"'))

    def deliver(self, folder: str, message: bytes, *, received: datetime | None = None) -> None:
        """Deliver as an MTA does, by a rename into `new`; `received` becomes the INTERNALDATE."""
        maildir = self._maildir(folder)
        name = f"{secrets.token_hex(12)}.ordermill"
        written = maildir / "tmp" / name
        written.write_bytes(message)
        if received is not None:
            os.utime(written, (received.timestamp(), received.timestamp()))
        unprivileged.give(written)
        written.rename(maildir / "new" / name)

    def reset_uidvalidity(self, folder: str) -> None:
        """Number the folder's messages anew under another UIDVALIDITY, as a restored or migrated mailbox does."""
        maildir = self._maildir(folder)
        for path in (maildir / "dovecot-uidlist", *maildir.glob("dovecot.index*")):
            path.unlink(missing_ok=True)

    def connect(self) -> imaplib.IMAP4:
        """A session of the standard library's client, logged in; logs out as a context manager."""
        session = imaplib.IMAP4(self.host, self.port, timeout=120)
        session.login(self.user, self.password)
        return session

    def stop(self) -> None:
        self.server.stop()

    def start(self) -> None:
        self.server.start()

    def _maildir(self, folder: str) -> Path:
        root = self.server.folder / "mail" / self.user / "Maildir"
        # Maildir++ keeps folders beside INBOX, with a dot for the hierarchy.
        maildir = root if folder.upper() == "INBOX" else root / f".{folder.replace('/', '.')}"
        if not maildir.is_dir():
            raise LookupError(f"No folder {folder}: create_folder first")
        return maildir


def _make_certificate(folder: Path) -> None:
    subject = "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:127.0.0.2"
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    unprivileged.run([*request, "-addext", subject, "-keyout", key, "-out", certificate])


def _expect_ok(answer: tuple[str, object]) -> None:
    if answer[0] != "OK":
        raise RuntimeError(f"Dovecot answered {answer}")


@pytest.fixture(scope="session")
def dovecot_server() -> Iterator[Dovecot]:
    program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        pytest.skip("dovecot is not installed (Debian package dovecot-imapd)")
    with unprivileged.own_folder("dovecot") as folder:
        server = Dovecot(program, folder)
        server.configure()
        server.start()
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture
def dovecot(dovecot_server: Dovecot) -> Mailbox:
    """An empty mailbox on a running Dovecot. A test may stop the server; the next one finds it started."""
    dovecot_server.start()
    mailbox = Mailbox(dovecot_server, f"orders-{secrets.token_hex(4)}@supplier.example")
    # The first login makes the Maildir.
    with mailbox.connect() as session:
        _expect_ok(session.select("INBOX"))
    return mailbox
