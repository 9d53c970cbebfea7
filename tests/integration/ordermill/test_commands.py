"""Set-up and look-ups from the command line: repeatable, scriptable, and never a secret on the screen."""

import json
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import typer.main
from typer.core import TyperArgument, TyperOption

from exceptions_queue.accounts import password_matches
from ordermill.bootstrap import read_settings
from ordermill.cli import app
from ordermill.clock import now
from ordermill.exits import Exit
from orders.knowledge import KnowledgeKind
from orders.lessons import Lesson
from orders.stages import JournalSubject, Subject
from pipeline.embedded import EmbeddedDispatcher
from pipeline.polling import Intake, poll
from tests.fakes.command_line import CommandLine, Ended
from tests.fakes.installation import DEMO, Installation, furnished, installation
from tests.fakes.interchanges import EdiLine, interchange
from tests.fakes.working_off import work_off


def taken_in(inbox: Installation) -> None:
    """Poll the drop once and work everything off, without a daemon."""
    with inbox.open() as application:
        poll(application.source("edi"), Intake(application.store, EmbeddedDispatcher(), now))
        work_off(application, lambda _left: None)


@pytest.fixture
def company(tmp_path: Path) -> Installation:
    """One order posted, one held for its price."""
    inbox = furnished(tmp_path / "company")
    inbox.drop("good.edi", interchange("P-GOOD"))
    inbox.drop("doubtful.edi", interchange("P-HELD", [EdiLine(price="9.00")]))
    taken_in(inbox)
    return inbox


class TestInit:
    def test_it_makes_an_installation_that_only_lacks_data_and_people(
        self, tmp_path: Path, ordermill: CommandLine
    ) -> None:
        assert Exit.OK == ordermill("init", tmp_path / "new").code
        ended = ordermill("doctor", "--json", "--config", tmp_path / "new/ordermill.toml")
        broken = {check["name"] for check in json.loads(ended.out) if check["state"] == "broken"}
        assert (Exit.FAILED, {"reference data", "accounts"}) == (ended.code, broken)

    def test_the_page_can_be_signed_in_to_at_once_and_on_this_machine_only(
        self, tmp_path: Path, ordermill: CommandLine
    ) -> None:
        ordermill("init", tmp_path)
        web = read_settings(tmp_path / "ordermill.toml").web
        assert ("127.0.0.1", False) == (web.host, web.secure_cookies)

    def test_a_second_time_it_changes_nothing(self, tmp_path: Path, ordermill: CommandLine) -> None:
        ordermill("init", tmp_path, "--user", "eva", stdin="a long password\n")
        settings = tmp_path / "ordermill.toml"
        settings.write_text(settings.read_text() + "# mine\n")
        again = ordermill("init", tmp_path, "--user", "eva", stdin="another password\n")
        assert Exit.OK == again.code
        assert "eva is there already, as administrator" in again.out
        assert settings.read_text().endswith("# mine\n")

    def test_originals_are_nobody_elses_business(self, tmp_path: Path, ordermill: CommandLine) -> None:
        ordermill("init", tmp_path)
        assert 0o700 == (tmp_path / "data").stat().st_mode & 0o777


class TestUsers:
    def test_a_script_pipes_the_password(self, tmp_path: Path, ordermill: CommandLine) -> None:
        inbox = installation(tmp_path / "c")
        added = ordermill(
            "users", "add", "eva", "--role", "supervisor", "-c", inbox.settings, stdin="a long password\n"
        )
        listed = ordermill("users", "list", "--json", "-c", inbox.settings)
        assert (Exit.OK, "") == (added.code, added.err)
        assert [{"name": "eva", "role": "supervisor", "active": True}] == json.loads(listed.out)
        assert password_matches("a long password", self.hash_of(inbox, "eva"))

    @pytest.mark.parametrize("poor", ["", "short\n"])
    def test_a_poor_password_adds_nobody(self, tmp_path: Path, ordermill: CommandLine, poor: str) -> None:
        inbox = installation(tmp_path / "c")
        ended = ordermill("users", "add", "eva", "-c", inbox.settings, stdin=poor)
        assert Exit.MISCONFIGURED == ended.code
        assert "at least 10 characters" in ended.err
        assert "[]\n" == ordermill("users", "list", "--json", "-c", inbox.settings).out

    def test_a_name_is_given_once(self, tmp_path: Path, ordermill: CommandLine) -> None:
        inbox = installation(tmp_path / "c")
        ordermill("users", "add", "eva", "-c", inbox.settings, stdin="a long password\n")
        again = ordermill("users", "add", "eva", "-c", inbox.settings, stdin="another password\n")
        assert (Exit.MISCONFIGURED, True) == (again.code, "already" in again.err)
        assert password_matches("a long password", self.hash_of(inbox, "eva"))

    def test_role_password_and_access_can_be_changed(self, tmp_path: Path, ordermill: CommandLine) -> None:
        inbox = installation(tmp_path / "c")
        ordermill("users", "add", "eva", "-c", inbox.settings, stdin="a long password\n")
        assert Exit.OK == ordermill("users", "role", "eva", "supervisor", "-c", inbox.settings).code
        assert Exit.OK == ordermill("users", "password", "eva", "-c", inbox.settings, stdin="a newer password\n").code
        assert Exit.OK == ordermill("users", "disable", "eva", "-c", inbox.settings).code
        (user,) = json.loads(ordermill("users", "list", "--json", "-c", inbox.settings).out)
        assert {"name": "eva", "role": "supervisor", "active": False} == user
        assert password_matches("a newer password", self.hash_of(inbox, "eva"))
        ordermill("users", "enable", "eva", "-c", inbox.settings)
        assert json.loads(ordermill("users", "list", "--json", "-c", inbox.settings).out)[0]["active"]

    def test_nobody_is_changed_who_is_not_there(self, tmp_path: Path, ordermill: CommandLine) -> None:
        inbox = installation(tmp_path / "c")
        ended = ordermill("users", "disable", "adam", "-c", inbox.settings)
        assert (Exit.FAILED, True) == (ended.code, "no user adam" in ended.err)

    def hash_of(self, inbox: Installation, name: str) -> str:
        with inbox.open() as application, application.store.read() as uow:
            user = uow.users.get(name)
        assert user is not None
        return user.password_hash


class TestReference:
    def test_rows_that_cannot_be_used_are_named_and_the_rest_loads(
        self, tmp_path: Path, ordermill: CommandLine
    ) -> None:
        inbox, data = installation(tmp_path / "c"), tmp_path / "data"
        shutil.copytree(DEMO / "reference", data)
        stock = data / "stock.csv"
        stock.write_text(stock.read_text() + "TL-XX,many\n")
        ended = ordermill("reference", "import", data, "-c", inbox.settings)
        bad_line = stock.read_text().count("\n")
        assert Exit.OK == ended.code
        assert f"stock.csv, line {bad_line}, column available: 'many' is not a number" in ended.err
        (snapshot,) = json.loads(ordermill("reference", "list", "--json", "-c", inbox.settings).out)
        # All but the header and the bad one.
        assert (bad_line - 2, 4, True) == (
            snapshot["rows"]["stock"],
            snapshot["rows"]["customers"],
            snapshot["current"],
        )

    def test_rows_of_old_snapshots_are_deleted_and_their_names_stay(
        self, tmp_path: Path, ordermill: CommandLine
    ) -> None:
        inbox = furnished(tmp_path / "c")
        for _ in range(2):
            ordermill("reference", "import", DEMO / "reference", "-c", inbox.settings)
        assert "of 2 snapshots were" in ordermill("reference", "prune", "--keep", "1", "-c", inbox.settings).out
        assert "of 0 snapshots were" in ordermill("reference", "prune", "--keep", "1", "-c", inbox.settings).out
        assert 3 == len(json.loads(ordermill("reference", "list", "--json", "-c", inbox.settings).out))
        with inbox.open() as application, application.store.read() as uow:
            assert uow.reference().customer("K1001") is not None
        assert 2 == ordermill("reference", "prune", "--keep", "0", "-c", inbox.settings).code

    def test_workbooks_load_as_csv_does_and_a_damaged_one_changes_nothing(
        self, tmp_path: Path, ordermill: CommandLine
    ) -> None:
        inbox, data = furnished(tmp_path / "c"), tmp_path / "data"
        data.mkdir()
        book = openpyxl.Workbook()
        book.active.append(["supplier_item", "available"])
        book.active.append(["TL-0001", 7.5])
        book.save(data / "stock.xlsx")
        assert Exit.OK == ordermill("reference", "import", data, "-c", inbox.settings).code
        with inbox.open() as application, application.store.read() as uow:
            assert Decimal("7.5") == uow.reference().available_stock("TL-0001")
        (data / "stock.xlsx").write_bytes(b"PK no workbook")
        ended = ordermill("reference", "import", data, "-c", inbox.settings)
        assert (Exit.MISCONFIGURED, True) == (ended.code, "stock.xlsx is no workbook" in ended.err)
        with inbox.open() as application, application.store.read() as uow:
            assert Decimal("7.5") == uow.reference().available_stock("TL-0001")

    def test_the_age_of_each_kind_is_shown(self, tmp_path: Path, ordermill: CommandLine) -> None:
        inbox, data = furnished(tmp_path / "c"), tmp_path / "data"
        data.mkdir()
        (data / "stock.csv").write_text("supplier_item,available\nTL-0001,3\n")
        os.utime(data / "stock.csv", (1_767_268_800, 1_767_268_800))
        ordermill("reference", "import", data, "-c", inbox.settings)
        newest = json.loads(ordermill("reference", "list", "--json", "-c", inbox.settings).out)[0]
        assert "2026-01-01T12:00:00+00:00" == newest["as_of"]["stock"]
        assert "2026-01-01T12:00:00+00:00" < newest["as_of"]["items"]
        with inbox.settings.open("a") as settings:
            settings.write("\n[policy.oldest_reference_days]\nstock = 1\n")
        said = ordermill("doctor", "-c", inbox.settings).out
        assert "Older than the policy allows: stock of 2026-01-01." in " ".join(said.split())

    def test_a_folder_without_data_is_refused(self, tmp_path: Path, ordermill: CommandLine) -> None:
        inbox = installation(tmp_path / "c")
        ended = ordermill("reference", "import", inbox.folder / "edi", "-c", inbox.settings)
        assert (Exit.MISCONFIGURED, True) == (ended.code, "Nothing was imported" in ended.err)


class TestKnowledge:
    @pytest.fixture
    def taught(self, tmp_path: Path) -> Installation:
        inbox = installation(tmp_path / "c")
        with inbox.open() as application, application.store.begin() as uow:
            for customer in ("K1001", "K1002"):
                uow.knowledge.teach(Lesson(KnowledgeKind.ITEM, customer, "[b]9-X", "TL-1"), author="eva", at=now())
        return inbox

    def test_what_was_taught_is_listed_with_who_taught_it(self, taught: Installation, ordermill: CommandLine) -> None:
        rows = json.loads(ordermill("knowledge", "list", "--customer", "K1001", "--json", "-c", taught.settings).out)
        assert [("K1001", "item", "[b]9-X", "TL-1", "eva")] == [
            (row["customer"], row["kind"], row["key"], row["value"], row["author"]) for row in rows
        ]
        assert 2 == ordermill("knowledge", "list", "-c", taught.settings).out.count("TL-1")

    def test_what_is_retired_counts_no_more_and_its_record_stays(
        self, taught: Installation, ordermill: CommandLine
    ) -> None:
        (row,) = json.loads(ordermill("knowledge", "list", "--customer", "K1001", "--json", "-c", taught.settings).out)
        ended = ordermill("knowledge", "retire", row["id"], "-c", taught.settings)
        assert (Exit.OK, True) == (ended.code, "[b]9-X means TL-1 no more" in ended.out)
        assert (
            "Nothing was taught.\n" == ordermill("knowledge", "list", "--customer", "K1001", "-c", taught.settings).out
        )
        with taught.open() as application, application.store.read() as uow:
            assert uow.knowledge.find(KnowledgeKind.ITEM, "K1001", "[b]9-X") is None
            assert uow.knowledge.find(KnowledgeKind.ITEM, "K1002", "[b]9-X") is not None
            first, last = uow.knowledge.history(row["id"])
            told = uow.journal.of(JournalSubject.KNOWLEDGE, row["id"])
        assert ("eva", True) == (first.author, last.author.endswith(" (terminal)"))
        assert [("knowledge.taught", "eva"), ("knowledge.retired", last.author)] == [
            (entry.event, entry.actor) for entry in told
        ]
        assert Exit.OK == ordermill("audit", "verify", "-c", taught.settings).code

    def test_the_beginning_of_an_identifier_will_do_if_it_is_one_only(
        self, taught: Installation, ordermill: CommandLine
    ) -> None:
        rows = json.loads(ordermill("knowledge", "list", "--json", "-c", taught.settings).out)
        assert Exit.FAILED == ordermill("knowledge", "retire", "", "-c", taught.settings).code
        shown = rows[0]["id"][:10]
        assert shown in ordermill("knowledge", "list", "-c", taught.settings).out
        assert Exit.OK == ordermill("knowledge", "retire", shown, "-c", taught.settings).code
        assert 1 == len(json.loads(ordermill("knowledge", "list", "--json", "-c", taught.settings).out))

    def test_a_beginning_that_several_share_retires_none(self, taught: Installation, ordermill: CommandLine) -> None:
        with taught.open() as application, application.store.begin() as uow:
            # More than there are hexadecimal digits.
            for number in range(17):
                uow.knowledge.teach(Lesson(KnowledgeKind.ITEM, "K1003", str(number), "TL-1"), author="eva", at=now())
            known = uow.knowledge.all()
        digits = Counter(one.id[0] for one in known)
        ended = ordermill("knowledge", "retire", digits.most_common(1)[0][0], "-c", taught.settings)
        with taught.open() as application, application.store.read() as uow:
            assert (2, known) == (ended.code, uow.knowledge.all())

    def test_an_identifier_that_is_none_is_refused(self, taught: Installation, ordermill: CommandLine) -> None:
        ended = ordermill("knowledge", "retire", "nix", "-c", taught.settings)
        assert (Exit.FAILED, True) == (ended.code, "no knowledge nix" in ended.err)


class TestLookUps:
    def test_the_queue_says_what_waits_and_why(self, company: Installation, ordermill: CommandLine) -> None:
        (row,) = json.loads(ordermill("queue", "--json", "-c", company.settings).out)
        assert ("P-HELD", "K1001", ["price-differs"]) == (row["po_number"], row["customer"], row["reasons"])
        shown = ordermill("queue", "-c", company.settings).out
        assert "1 waiting" in shown
        assert "Brightwater Pumps Ltd" in shown

    def test_orders_finds_what_was_posted(self, company: Installation, ordermill: CommandLine) -> None:
        rows = json.loads(ordermill("orders", "P-GOOD", "--json", "-c", company.settings).out)
        (order,) = [row for row in rows if row["subject"] == Subject.ORDER]
        assert ("done", "118.0000") == (order["outcome"], order["value"])
        assert order["erp_reference"]
        assert "P-GOOD" in ordermill("orders", "P-GOOD", "-c", company.settings).out

    def test_a_row_of_orders_is_one_line_however_long_its_customer(
        self, company: Installation, ordermill: CommandLine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLUMNS", "60")
        lines = ordermill("orders", "-c", company.settings).out.splitlines()
        rows = len(json.loads(ordermill("orders", "--json", "-c", company.settings).out))
        # Three rules and the headings.
        assert rows + 4 == len(lines)
        assert any("P-GOOD" in line and "…" in line for line in lines)
        assert 60 == max(map(len, lines))

    def test_that_there_is_nothing_is_said(self, tmp_path: Path, ordermill: CommandLine) -> None:
        inbox = installation(tmp_path / "c")
        assert "Nothing waits.\n" == ordermill("queue", "-c", inbox.settings).out
        assert "Nothing was found.\n" == ordermill("queue", "P-1", "-c", inbox.settings).out
        assert "Nothing was found.\n" == ordermill("orders", "-c", inbox.settings).out
        assert "[]\n" == ordermill("orders", "--json", "-c", inbox.settings).out

    def test_text_of_a_document_works_nothing_on_the_terminal(self, tmp_path: Path, ordermill: CommandLine) -> None:
        inbox = furnished(tmp_path / "c")
        inbox.drop("[red]x[nothing]\x1b[31m.edi", b"")
        taken_in(inbox)
        ended = ordermill("queue", "-c", inbox.settings)
        assert Exit.OK == ended.code
        assert "[red]x[nothing]\N{REPLACEMENT CHARACTER}[31m.edi" in ended.out
        assert "\x1b" not in ended.out


class TestAudit:
    def test_a_whole_journal_is_said_to_be_whole(self, company: Installation, ordermill: CommandLine) -> None:
        anchored = ordermill("audit", "anchor", "-c", company.settings)
        again = ordermill("audit", "anchor", "-c", company.settings)
        verified = ordermill("audit", "verify", "--json", "-c", company.settings)
        shape = json.loads(verified.out)
        assert ", 1 anchor.\n" in ordermill("audit", "verify", "-c", company.settings).out
        assert (Exit.OK, True, 1, []) == (verified.code, shape["whole"], shape["anchors"], shape["breaches"])
        assert anchored.out == again.out
        assert shape["last_root"] in anchored.out

    def test_a_changed_entry_shows(self, company: Installation, ordermill: CommandLine) -> None:
        with closing(sqlite3.connect(company.folder / "data/ordermill.db")) as database, database:
            # The database refuses; whoever owns its file can make it not refuse.
            for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                database.execute(f"DROP TRIGGER {trigger}")
            database.execute("UPDATE journal SET actor = 'nobody' WHERE seq = 1")
        ended = ordermill("audit", "verify", "-c", company.settings)
        assert (Exit.FAILED, True) == (ended.code, "was changed" in ended.out)

    def test_a_root_kept_elsewhere_is_compared(
        self, company: Installation, ordermill: CommandLine, tmp_path: Path
    ) -> None:
        kept = tmp_path / "roots.txt"
        kept.write_text(ordermill("audit", "anchor", "-c", company.settings).out)
        assert Exit.OK == ordermill("audit", "verify", "--roots", kept, "-c", company.settings).code
        kept.write_text(kept.read_text()[:11] + "0" * 64 + "\n")
        assert Exit.FAILED == ordermill("audit", "verify", "--roots", kept, "-c", company.settings).code


class TestFaults:
    def test_without_settings_it_says_how_to_get_them(self, tmp_path: Path, ordermill: CommandLine) -> None:
        ended = ordermill("queue", "-c", tmp_path / "ordermill.toml")
        assert (Exit.MISCONFIGURED, True) == (ended.code, "--config, or run `ordermill init`" in ended.err)
        doctor = ordermill("doctor", "-c", tmp_path / "ordermill.toml")
        assert (Exit.FAILED, True) == (doctor.code, "--config, or run `ordermill init`" in doctor.out)

    @pytest.mark.parametrize(
        ("variable", "value", "named"),
        [
            ("ORDERMILL_WEB__PORT", "eighty", "web.port"),
            ("ORDERMILL_DATABASE_URL", "mysql://u:geheim@h/d", "database URL"),
            ("ORDERMILL_DATABASE_URL", "nonsense:geheim", "database URL"),
            ("ORDERMILL_POLICY__MODE", "geheim", "[policy]"),
            ("ORDERMILL_POLICY__PRICE_TOLERANCE_PERCENT", "geheim", "price_tolerance_percent"),
            ("ORDERMILL_ERP__ADAPTER", "sap", "[erp] adapter"),
            ("ORDERMILL_ERP__TOKEN", "geheim", "token"),
            ("ORDERMILL_SOURCES__MAILBOX__PASSWORD", "geheim", "[sources.mailbox]"),
            ("ORDERMILL_RUNNER__LEASE", "2", "lease"),
        ],
    )
    def test_a_wrong_setting_is_named_and_no_secret_is_shown(
        self,
        company: Installation,
        ordermill: CommandLine,
        monkeypatch: pytest.MonkeyPatch,
        variable: str,
        value: str,
        named: str,
    ) -> None:
        monkeypatch.setenv(variable, value)
        ended = ordermill("run", "-c", company.settings)
        assert Exit.MISCONFIGURED == ended.code
        assert named in ended.err
        assert "geheim" not in ended.err + ended.out
        doctor = ordermill("doctor", "--offline", "-c", company.settings)
        assert (Exit.FAILED, True) == (doctor.code, named in doctor.out)
        assert "geheim" not in doctor.err + doctor.out

    def test_a_database_that_is_away_is_said_without_its_password(
        self, company: Installation, ordermill: CommandLine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ORDERMILL_DATABASE_URL", "postgresql://ordermill:geheim@127.0.0.1:1/x")
        ended = ordermill("queue", "-c", company.settings)
        assert Exit.FAILED == ended.code
        assert "Connection refused" in ended.err
        assert "geheim" not in ended.err

    def test_a_plug_in_that_cannot_be_loaded_is_named(
        self, company: Installation, ordermill: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        metadata = tmp_path / "site/broken-1.0.dist-info"
        metadata.mkdir(parents=True)
        (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
        (metadata / "entry_points.txt").write_text("[ordermill.rules]\nodd = nowhere.to:BeFound\n")
        monkeypatch.syspath_prepend(metadata.parent)
        ended = ordermill("doctor", "--offline", "-c", company.settings)
        assert "The plug-in odd of broken (nowhere.to:BeFound) cannot be loaded" in ended.out


class TestDoctor:
    def test_a_healthy_installation_gets_no_complaint(self, company: Installation, ordermill: CommandLine) -> None:
        ordermill("users", "add", "eva", "-c", company.settings, stdin="a long password\n")
        ended = ordermill("doctor", "--json", "-c", company.settings)
        states = {check["name"]: check["state"] for check in json.loads(ended.out)}
        assert Exit.OK == ended.code
        assert "broken" not in states.values()
        assert "good" == states["source edi"] == states["source mailbox"] == states["ERP"] == states["database"]

    def test_it_leaves_the_tables_of_an_older_version_alone(self, tmp_path: Path, ordermill: CommandLine) -> None:
        inbox = installation(tmp_path / "c")
        ended = ordermill("doctor", "--offline", "-c", inbox.settings)
        assert Exit.FAILED == ended.code
        with closing(sqlite3.connect(inbox.folder / "data/ordermill.db")) as database:
            tables = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        assert (0,) == tables

    def test_a_misspelt_variable_and_an_unknown_customer_are_noticed(
        self, company: Installation, ordermill: CommandLine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings = company.settings.read_text().replace("K1004", "K9999")
        company.settings.write_text(settings)
        monkeypatch.setenv("ORDERMILL_WBE__PORT", "1")
        said = ordermill("doctor", "--offline", "-c", company.settings).out
        assert "ORDERMILL_WBE__PORT set nothing" in said
        assert "names K9999, which the reference data does not have" in said

    @pytest.mark.parametrize(
        ("host", "secure", "states"),
        [("0.0.0.0", "false", ["broken"]), ("0.0.0.0", "true", []), ("127.0.0.1", "false", []), ("::1", "false", [])],
    )
    def test_sessions_that_travel_unprotected_are_a_fault(
        self,
        company: Installation,
        ordermill: CommandLine,
        monkeypatch: pytest.MonkeyPatch,
        host: str,
        secure: str,
        states: list[str],
    ) -> None:
        monkeypatch.setenv("ORDERMILL_WEB__HOST", host)
        monkeypatch.setenv("ORDERMILL_WEB__SECURE_COOKIES", secure)
        checks = json.loads(ordermill("doctor", "--json", "--offline", "-c", company.settings).out)
        assert states == [check["state"] for check in checks if check["name"] == "page"]

    def test_a_missing_folder_of_a_source_is_named_with_the_remedy(
        self, company: Installation, ordermill: CommandLine
    ) -> None:
        shutil.rmtree(company.folder / "Maildir/new")
        ended = ordermill("doctor", "--offline", "-c", company.settings)
        assert (Exit.FAILED, True) == (ended.code, "is no Maildir, it has no folder `new`" in ended.out)


def test_it_says_its_version(ordermill: CommandLine) -> None:
    assert Ended(Exit.OK, f"ordermill {version('ordermill')}\n", "") == ordermill("--version")


def test_every_command_explains_itself() -> None:
    for path, command in commands(typer.main.get_command(app), "ordermill"):
        assert command.help, path
        for parameter in command.params:
            assert isinstance(parameter, TyperOption | TyperArgument), path
            assert parameter.help, f"{path} {parameter.name}"


def test_no_help_text_has_brackets_which_the_terminal_would_take_for_markup() -> None:
    for path, command in commands(typer.main.get_command(app), "ordermill"):
        texts = [command.help, *(parameter.help for parameter in command.params)]
        assert [] == [text for text in texts if text and "[" in text], path


def commands(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The command and all below it."""
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, f"{path} {name}")
