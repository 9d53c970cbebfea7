"""Where mails without an order go by the settings: what cannot be meant is told at start-up and by doctor."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ingest.source import Received, Source, SourceMemory
from ordermill import registry
from ordermill.bootstrap import Application, open_as_it_is, read_settings
from ordermill.doctor import passing_on
from ordermill.doctor.check import Check, State
from ordermill.passing_on import destinations
from orders.document import SourceKey
from orders.errors import Misconfigured
from orders.policy import Policies, WithoutOrder
from pipeline.collaborators import Destinations
from tests.fakes.smtp_server import LOGIN, Behaviour, smtp_server

FORWARD = Policies(mails_without_order=WithoutOrder.FORWARD)
FOLDER = Policies(mails_without_order=WithoutOrder.FOLDER, mails_without_order_folder="Other")
MAILBOX = {"host": "mail.example", "user": "orders@supplier.example", "password": "x"}
TO_OFFICE = {"to": "office@supplier.example", "sender": "orders@supplier.example", "host": "mail.example"}


@dataclass(frozen=True, slots=True)
class Configured:
    """Sources by name."""

    home: Path
    sources: dict[str, Source] = field(default_factory=dict)

    def mailbox(self, name: str, **options: str) -> None:
        self.sources[name] = registry.source(name, "imap", {**MAILBOX, **options}, self.home)

    def destinations(self, policies: Policies, **forward: str) -> Destinations:
        return destinations(policies, self.sources, self.sources.__getitem__, forward, self.home)


class Unfiling:
    """A source of a plug-in, which knows nothing of folders."""

    name = "odd"

    def baseline(self) -> str | None:
        return None

    def poll(self, memory: SourceMemory) -> Iterator[Received]:
        return iter(())

    def settle(self, key: SourceKey) -> None:
        pass


@pytest.fixture
def configured(tmp_path: Path) -> Configured:
    return Configured(tmp_path)


def test_nothing_is_asked_for_where_mails_stay(configured: Configured) -> None:
    configured.sources["odd"] = Unfiling()
    assert Destinations() == configured.destinations(Policies())


class TestFolder:
    def test_every_source_files_its_own(self, configured: Configured) -> None:
        configured.mailbox("one")
        configured.mailbox("two", folder="Sub")
        assert {"one", "two"} == set(configured.destinations(FOLDER).sources)

    def test_a_source_that_cannot_is_named(self, configured: Configured) -> None:
        configured.sources["odd"] = Unfiling()
        with pytest.raises(Misconfigured, match="the source odd cannot put mails into a folder"):
            configured.destinations(FOLDER)

    def test_a_folder_that_another_source_reads_is_refused(self, configured: Configured) -> None:
        configured.mailbox("one")
        configured.mailbox("two", folder="Other", host="Mail.Example")
        with pytest.raises(Misconfigured, match="the source two reads it"):
            configured.destinations(FOLDER)

    def test_the_same_name_in_another_mailbox_is_another_folder(self, configured: Configured) -> None:
        configured.mailbox("one")
        configured.mailbox("two", folder="Sub", user="b@supplier.example")
        assert 2 == len(configured.destinations(FOLDER).sources)


class TestForward:
    def test_the_address_is_told(self, configured: Configured) -> None:
        configured.mailbox("one")
        found = configured.destinations(FORWARD, **TO_OFFICE).forwarding
        assert found is not None
        assert "office@supplier.example" == found.to

    @pytest.mark.parametrize(
        ("forward", "told"),
        [
            ({}, "needs a table"),
            ({"to": "office@supplier.example"}, "sender"),
            (
                {**TO_OFFICE, "sender": "other@supplier.example", "to": "Orders@supplier.example"},
                "the source one reads",
            ),
            ({**TO_OFFICE, "password_file": "secret"}, "exactly one of password"),
        ],
    )
    def test_what_cannot_be_meant_is_refused(self, configured: Configured, forward: dict[str, str], told: str) -> None:
        configured.mailbox("one")
        with pytest.raises(Misconfigured, match=told):
            configured.destinations(FORWARD, **forward)


SETTINGS = """
data_dir = "data"
[sources.mails]
kind = "maildir"
path = "mails"
[erp]
adapter = "file_drop"
folder = "out"
[policy]
mails_without_order = "{policy}"
{more}
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("new", "cur", "tmp"):
        (tmp_path / "mails" / name).mkdir(parents=True)
    return tmp_path


def installed(home: Path, policy: str, more: str = "") -> Application:
    file = home / "ordermill.toml"
    file.write_text(SETTINGS.format(policy=policy, more=more))
    return open_as_it_is(file, read_settings(file))


def checks(home: Path, policy: str, more: str = "", *, connect: bool = True) -> list[Check]:
    with installed(home, policy, more) as application:
        return list(passing_on.all_of(application, connect=connect))


class TestDoctor:
    def test_says_nothing_where_mails_stay(self, home: Path) -> None:
        assert [] == checks(home, "set_aside")

    def test_makes_the_folder(self, home: Path) -> None:
        (found,) = checks(home, "folder", 'mails_without_order_folder = "Other"')
        assert Check("folder for mails of mails", State.GOOD, "Other is there.") == found
        assert (home / "mails" / ".Other" / "new").is_dir()

    def test_looks_for_nothing_where_it_may_not_connect(self, home: Path) -> None:
        (found,) = checks(home, "folder", 'mails_without_order_folder = "Other"', connect=False)
        assert State.GOOD is found.state
        assert not (home / "mails" / ".Other").exists()

    def test_signs_in_to_the_server_with_the_password_of_the_environment(
        self, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ORDERMILL_FORWARD__PASSWORD", LOGIN[1])
        with smtp_server(Behaviour(login=True)) as server:
            assert [State.GOOD] == [check.state for check in checks(home, "forward", forward(server.port))]
            assert [] == server.delivered
            monkeypatch.setenv("ORDERMILL_FORWARD__PASSWORD", "wrong")
            (found,) = checks(home, "forward", forward(server.port))
        assert (State.BROKEN, True) == (found.state, "refused the login" in found.message)

    def test_names_what_is_missing(self, home: Path) -> None:
        (found,) = checks(home, "forward")
        assert (State.BROKEN, True) == (found.state, "needs a table [forward]" in found.message)


def forward(port: int) -> str:
    table = {**TO_OFFICE, "host": "127.0.0.1", "security": "plain", "user": LOGIN[0]}
    return "\n".join(["[forward]", *(f'{name} = "{value}"' for name, value in table.items()), f"port = {port}"])
