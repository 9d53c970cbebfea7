"""What the drop folder holds, and what becomes of an order when the disk fails."""

import errno
import json
import os
import re
import runpy
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erp_adapters.adapter import ErpOrderState, Posting
from erp_adapters.comparison import differences
from erp_adapters.file_drop.adapter import FileDrop, FileDropOptions
from erp_adapters.file_drop.disk import Disk, locked
from erp_adapters.file_drop.sales_order import SalesOrder, erp_order, json_schema, sales_order
from orders.conditions import DateMeaning, PlaceRole
from orders.errors import Misconfigured, NeedsAttention, OrdermillError, Retryable, UnknownOutcome
from orders.findings import FindingCode
from orders.ids import PostingId
from orders.order import OtherDate, OtherPlace, Party, PurchaseOrder, Quantity
from tests.fakes.posting_protocol import Ending, post
from tests.fakes.purchase_orders import purchase_order

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"
POSTING = Posting(PostingId("0123456789abcdef0123456789abcdef"), purchase_order(release="7"), part="1")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "drop"


@pytest.fixture
def drop(root: Path) -> FileDrop:
    return FileDrop.from_options("file_drop", FileDropOptions(folder=root))


def with_quantity(value: Decimal) -> PurchaseOrder:
    line = purchase_order().lines[0].model_copy(update={"quantity": Quantity(value=value, unit="C62")})
    return purchase_order().model_copy(update={"lines": (line,)})


def released(drop: FileDrop, root: Path, posting: Posting = POSTING) -> Any:
    drop.release(drop.create(posting))
    return json.loads((root / "orders" / f"{posting.id}.json").read_bytes())


def test_a_file_is_the_one_that_the_documentation_shows(drop: FileDrop, root: Path) -> None:
    page = (REFERENCE / "file-drop.md").read_text()
    shown = re.search(r"```json\n(.*?)```", page, re.DOTALL)
    assert shown
    assert json.loads(shown[1]) == released(drop, root)


def test_the_published_json_schema_is_that_of_the_code(capsys: pytest.CaptureFixture[str]) -> None:
    """Renew it by `python -m erp_adapters.file_drop > docs/reference/file-drop.schema.json`."""
    runpy.run_module("erp_adapters.file_drop", run_name="__main__")
    assert (REFERENCE / "file-drop.schema.json").read_text() == capsys.readouterr().out


def test_every_field_of_a_file_is_explained(drop: FileDrop) -> None:
    page = (REFERENCE / "file-drop.md").read_text()
    fields = {name for model in json_schema()["$defs"].values() for name in model.get("properties", ())}
    assert set() == {name for name in fields | set(SalesOrder.model_fields) if f"`{name}`" not in page}


FIELDS_OF_VERSION_2 = {
    "SalesOrder": {
        "schema_version", "posting_id", "part", "customer", "po_number", "release", "currency", "buyer", "ship_to",
        "order_date", "requested_delivery_date", "earliest_delivery_date", "latest_delivery_date", "other_dates",
        "other_places", "payment_terms", "notes", "freight", "allowances", "lines",
    },
    "SalesOrderLine": {
        "line_no", "item", "quantity", "unit", "unit_price", "currency", "price_basis", "discount_percent",
        "requested_date", "buyer_item", "description", "other_dates", "notes", "allowances",
    },
    "SalesOrderAllowance": {"is_charge", "amount", "percent", "code", "reason"},
    "OtherDate": {"meaning", "day"},
    "OtherPlace": {"role", "party"},
    "Party": {"account", "name", "street", "postcode", "city", "region", "country", "gln"},
}  # fmt: skip


def test_files_of_a_version_have_the_same_fields_for_ever() -> None:
    """Whoever changes them raises `schema_version`, and writes the new fields down here under the new number."""
    schema = json_schema()
    models = {"SalesOrder": schema, **schema["$defs"]}
    fields = {name: set(model["properties"]) for name, model in models.items() if "properties" in model}
    assert (2, FIELDS_OF_VERSION_2) == (schema["properties"]["schema_version"]["const"], fields)


def test_a_record_of_version_1_is_read_and_a_higher_one_is_not(drop: FileDrop, root: Path) -> None:
    drop.create(POSTING)
    (record,) = (root / "ledger" / "postings").glob(f"*/{POSTING.id}.json")
    kept = json.loads(record.read_bytes())
    newer = {"allowances", "other_dates", "other_places", "notes"}
    lines = [{name: value for name, value in line.items() if name not in newer} for line in kept["lines"]]
    older = {name: value for name, value in kept.items() if name not in newer - {"notes"}}
    record.write_text(json.dumps({**older, "schema_version": 1, "lines": lines}))
    assert POSTING.order.lines == drop.read(POSTING.id).lines
    record.write_text(json.dumps({**kept, "schema_version": 3}))
    with pytest.raises(NeedsAttention):
        drop.read(POSTING.id)


def test_numbers_are_text_without_exponent(drop: FileDrop, root: Path) -> None:
    line = released(drop, root, Posting(PostingId("p1"), with_quantity(Decimal("1.50E+3"))))["lines"][0]
    assert "1500" == line["quantity"]


@given(st.decimals(min_value=Decimal("-1E30"), max_value=Decimal("1E30"), places=12))
def test_a_number_is_read_back_as_it_was_written(value: Decimal) -> None:
    sent = Posting(PostingId("p1"), with_quantity(value))
    held = SalesOrder.model_validate_json(sales_order(sent).model_dump_json())
    assert sent.order.lines == erp_order(held, ErpOrderState.DRAFT).lines


@pytest.mark.parametrize("monster", ["1E+999999", "1E-999999", "1E+40", "1E-41"])
def test_a_number_that_cannot_be_meant_is_refused_before_anything_is_written(
    drop: FileDrop, root: Path, monster: str
) -> None:
    with pytest.raises(NeedsAttention) as refused:
        drop.create(Posting(PostingId("p1"), with_quantity(Decimal(monster))))
    (finding,) = refused.value.findings
    assert (FindingCode.INVALID_VALUE, "lines[0].quantity") == (finding.code, finding.path)
    assert [] == list((root / "drafts").iterdir())


def test_half_a_character_is_refused_before_anything_is_written(drop: FileDrop, root: Path) -> None:
    broken = Posting(PostingId("p1"), purchase_order(po_number="4500\ud800"))
    assert () == drop.find_orders(broken)
    with pytest.raises(NeedsAttention, match="half a character"):
        drop.create(broken)
    assert [] == list((root / "drafts").iterdir())


def test_a_draft_is_nowhere_that_the_import_job_looks(drop: FileDrop, root: Path) -> None:
    drop.create(POSTING)
    assert [] == list((root / "orders").iterdir())


def test_the_import_job_may_take_the_file_away_at_once(drop: FileDrop, root: Path) -> None:
    released(drop, root)
    (root / "orders" / f"{POSTING.id}.json").unlink()
    drop.release(POSTING.id)
    assert [ErpOrderState.RELEASED] == [order.state for order in drop.find_orders(POSTING)]
    assert [] == list((root / "orders").iterdir())


def test_what_the_import_job_does_to_its_file_leaves_the_record_alone(drop: FileDrop, root: Path) -> None:
    released(drop, root)
    (root / "orders" / f"{POSTING.id}.json").write_text("imported")
    assert POSTING.order.lines == drop.read(POSTING.id).lines


def test_a_create_that_comes_late_does_not_bring_a_released_order_back(drop: FileDrop, root: Path) -> None:
    """A worker that was paused beyond its lease goes on after another has finished its posting."""
    released(drop, root)
    assert POSTING.id == drop.create(POSTING)
    assert [] == list((root / "drafts").iterdir())


def test_workers_that_post_the_same_order_at_once_drop_one_file(root: Path, drop: FileDrop) -> None:
    endings: list[Ending] = []

    def run() -> None:
        own = FileDrop("file_drop", root)
        endings.append(post(own, POSTING, lambda _: None))

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [Ending.RELEASED] * 8 == endings
    assert 1 == len(list((root / "orders").iterdir()))


CHILD = """
import sys
from pathlib import Path
from erp_adapters.adapter import Posting
from erp_adapters.file_drop.adapter import FileDrop
from tests.fakes.posting_protocol import post
from tests.fakes.purchase_orders import purchase_order

drop = FileDrop("file_drop", Path(sys.argv[1]))
for number in range(40):
    print(post(drop, Posting(f"p{number}", purchase_order(po_number=str(number))), lambda _: None))
"""


def test_processes_that_post_the_same_orders_at_once_drop_one_file_each(drop: FileDrop, root: Path) -> None:
    project = Path(__file__).parents[3]
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD, str(root)],
            cwd=project,
            env={"PYTHONPATH": str(project)},
            stdout=-1,
            text=True,
        )
        for _ in range(4)
    ]
    taken: list[str] = []
    while any(worker.poll() is None for worker in workers):
        # The import job takes them away meanwhile.
        for file in (root / "orders").iterdir():
            file.unlink()
            taken.append(file.name)
    taken += [file.name for file in (root / "orders").iterdir()]
    assert sorted(f"p{number}.json" for number in range(40)) == sorted(taken)
    assert ["released\n" * 40] * 4 == [worker.communicate()[0] for worker in workers]


def test_a_look_up_reads_its_own_records_only(drop: FileDrop, root: Path) -> None:
    others = [Posting(PostingId(f"p{n}"), purchase_order(po_number=f"PO-{n}")) for n in range(50)]
    for other in others:
        drop.create(other)
    drop.create(POSTING)
    for record in (root / "ledger" / "postings").glob("*/p*.json"):
        record.write_text("not to be read")
    assert [POSTING.id] == [order.posting_id for order in drop.find_orders(POSTING)]


def test_a_damaged_record_goes_to_a_person_and_names_itself(drop: FileDrop, root: Path) -> None:
    drop.create(POSTING)
    (record,) = (root / "ledger" / "postings").glob(f"*/{POSTING.id}.json")
    record.write_text("{")
    with pytest.raises(NeedsAttention) as damaged:
        drop.find_orders(POSTING)
    assert POSTING.id in damaged.value.findings[0].message


@pytest.mark.parametrize("unsafe", ["../x", "", "A", "a/b", "a.b", "x" * 65, "a\x00"])
def test_a_posting_id_that_ordermill_never_makes_names_no_file(drop: FileDrop, unsafe: str) -> None:
    for call in (drop.read, drop.release):
        with pytest.raises(ValueError, match="posting id"):
            call(unsafe)


# The disk


class Failing:
    """Fails the step of this number, and tells which it was."""

    def __init__(self, at: int, code: int) -> None:
        self.at, self.code = at, code
        self.steps: list[str] = []

    def __call__(self, step: str) -> None:
        self.steps.append(step)
        if len(self.steps) == self.at + 1:
            raise OSError(self.code, os.strerror(self.code))


def failures(tmp_path: Path, code: int, call: Callable[[FileDrop], object]) -> dict[str, tuple[Path, OrdermillError]]:
    """The folder and the fault after a failure of each step of the call."""
    raised: dict[str, tuple[Path, OrdermillError]] = {}
    for number in range(60):
        root, failing = tmp_path / str(number), Failing(number, code)
        FileDrop.from_options("prepared", FileDropOptions(folder=root)).create(
            Posting(PostingId("drafted"), purchase_order(po_number="other"))
        )
        try:
            call(FileDrop("file_drop", root, disk=Disk(failing)))
        except OrdermillError as error:
            raised[f"{number} {failing.steps[-1]}"] = (root, error)
        else:
            return raised
    raise AssertionError("no end of steps")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_a_failed_create_is_retryable_only_where_nothing_was_written(tmp_path: Path, code: int) -> None:
    raised = failures(tmp_path, code, lambda drop: drop.create(POSTING))
    for step, (root, error) in raised.items():
        if isinstance(error, Retryable):
            assert () == FileDrop("file_drop", root).find_orders(POSTING), step
        assert os.strerror(code) in str(error)
        assert str(root) in str(error)
    families = [type(error) for _, error in raised.values()]
    assert [UnknownOutcome, UnknownOutcome] == families[-2:]
    assert {Retryable} == set(families[:-2])


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_after_any_failure_the_order_is_posted_once_by_trying_again(tmp_path: Path, code: int) -> None:
    for root, _ in failures(tmp_path, code, lambda drop: drop.release(drop.create(POSTING))).values():
        assert Ending.RELEASED == post(FileDrop("file_drop", root), POSTING, lambda _: None)
        assert 1 == len(list((root / "orders").iterdir()))


def test_a_failed_release_is_unknown_as_soon_as_something_was_noted(tmp_path: Path) -> None:
    raised = failures(tmp_path, errno.EIO, lambda drop: drop.release("drafted"))
    families = [type(error) for _, error in raised.values()]
    # Before: the lock's folder. After: the note, the move, and both folders.
    assert [Retryable, Retryable] == families[:2]
    assert {UnknownOutcome} == set(families[2:])
    for root, error in raised.values():
        if isinstance(error, Retryable):
            assert ErpOrderState.DRAFT == FileDrop("file_drop", root).read("drafted").state


def test_a_share_that_is_not_mounted_is_not_taken_for_an_empty_erp(drop: FileDrop, root: Path) -> None:
    drop.create(POSTING)
    root.rename(root.with_name("elsewhere"))
    root.mkdir()
    calls: list[Callable[[], object]] = [
        lambda: drop.find_orders(POSTING),
        lambda: drop.create(POSTING),
        lambda: drop.read(POSTING.id),
        lambda: drop.release(POSTING.id),
    ]
    for call in calls:
        with pytest.raises(Retryable, match="mounted"):
            call()
    assert [] == list(root.iterdir())


def test_a_folder_without_its_ledger_stops_the_start(root: Path) -> None:
    root.mkdir()
    with pytest.raises(Misconfigured, match="mount it"):
        FileDrop.from_options("file_drop", FileDropOptions(folder=root))
    (root / "ledger").mkdir()
    FileDrop.from_options("file_drop", FileDropOptions(folder=root)).create(POSTING)


def test_an_orders_folder_on_another_file_system_stops_the_start(root: Path) -> None:
    FileDrop.from_options("file_drop", FileDropOptions(folder=root))
    (root / "orders").rmdir()
    (root / "orders").symlink_to("/proc", target_is_directory=True)
    with pytest.raises(Misconfigured, match="file systems"):
        FileDrop.from_options("file_drop", FileDropOptions(folder=root))


def test_a_folder_that_cannot_be_made_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Misconfigured, match="cannot be used"):
        FileDrop.from_options("file_drop", FileDropOptions(folder=tmp_path / "file" / "drop"))


def test_what_a_dead_process_left_half_written_is_cleared_after_a_day(drop: FileDrop, root: Path) -> None:
    old, fresh = root / "temporary" / "old.draft", root / "temporary" / "fresh.draft"
    old.touch()
    fresh.touch()
    os.utime(old, (0, time.time() - 25 * 3600))
    FileDrop.from_options("file_drop", FileDropOptions(folder=root))
    assert [fresh] == list((root / "temporary").iterdir())


def test_a_lock_that_somebody_holds_too_long_is_given_up(tmp_path: Path) -> None:
    waited: list[float] = []
    late = locked(tmp_path / "lock", seconds=0.5, pause=waited.append)
    with locked(tmp_path / "lock", seconds=1), pytest.raises(BlockingIOError), late:
        raise AssertionError("two held one lock")
    assert 0.5 == pytest.approx(sum(waited))


def test_days_places_and_texts_beside_the_fields_are_in_the_file_and_come_back(drop: FileDrop, root: Path) -> None:
    cancel = OtherDate(meaning=DateMeaning.CANCEL_AFTER, day=date(2026, 3, 12))
    store = OtherPlace(role=PlaceRole.FINAL_DESTINATION, party=Party(name="Store 17", gln="9520001005008"))
    order = purchase_order().model_copy(update={"other_dates": (cancel,), "other_places": (store,)})
    first = order.lines[0].model_copy(update={"other_dates": (cancel,), "notes": ("Tor 3",)})
    order = order.model_copy(update={"lines": (first, *order.lines[1:])})
    written = released(drop, root, Posting(PostingId("p7"), order))
    assert [{"meaning": "cancel_after", "day": "2026-03-12"}] == written["other_dates"]
    assert ["final_destination", "9520001005008"] == [
        written["other_places"][0]["role"], written["other_places"][0]["party"]["gln"],
    ]  # fmt: skip
    assert ["Tor 3"] == written["lines"][0]["notes"]
    assert () == differences(order, drop.read("p7"))
