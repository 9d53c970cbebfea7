"""The summary of a backfill, for people and for scripts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ingest.source import LeftOut
from ordermill.backfill.run import Ended, Report
from ordermill.backfill.summary import Counted, Group, Tally, most_frequent
from ordermill.commands.terminal import counted, say, show_table
from orders.findings import FindingCode
from storage.standing import OfCustomer

SHOWN = 15
"""So many reasons of a group are listed; JSON has all of them."""

_ORDERS = {
    "posted": "posted",
    "would_post": "clean, waiting only to be confirmed",
    "held": "held",
    "waiting": "waiting for an answer",
    "duplicate": "copies of others",
    "set_aside": "set aside",
    "left": "not finished",
}
_DOCUMENTS = {"read": "read", "held": "held", "set_aside": "set aside", "left": "not finished"}
_TITLES = {
    Group.HELD: "Held, by reason",
    Group.UNREADABLE: "Unreadable, by reason",
    Group.SET_ASIDE: "Documents set aside, by reason",
}


def shape_of(report: Report, *, dry_run: bool, post: bool) -> dict[str, Any]:
    """For scripts."""
    how = {"dry_run": dry_run, "post": post, "ended": report.ended.name.lower(), "fault": report.fault}
    return how | report.summary.shape()


def show(report: Report, *, dry_run: bool) -> None:
    """Numbers first, then each reason with an example to look at."""
    summary = report.summary
    for line in _numbers(report, dry_run=dry_run):
        say(line)
    if summary.customers:
        rows = [_customer(customer) for customer in summary.customers[:SHOWN]]
        show_table(("Customer", "Orders", "Clean"), rows, title="By customer")
    for group, title in _TITLES.items():
        # Those only to be confirmed are counted already, and all others are to be confirmed besides.
        reasons = [each for each in most_frequent(summary.reasons, group) if each.code != FindingCode.REVIEW_MODE]
        if reasons:
            _table(title, reasons)
    for line in _left_out(summary.tally):
        say(line, style="yellow")


def _numbers(report: Report, *, dry_run: bool) -> Iterator[str]:
    summary = report.summary
    yield _arrivals(summary.tally, dry_run=dry_run)
    if summary.documents:
        yield f"Documents: {_listed(summary.documents, _DOCUMENTS)}"
    names = _ORDERS | {"would_post": "would post"} if dry_run else _ORDERS
    yield f"Orders: {_listed(summary.orders, names)}"
    if summary.retrying and report.ended is Ended.COMPLETE:
        yield f"{summary.retrying} wait for another attempt: `ordermill run` makes it, or this command, run again."


def _arrivals(tally: Tally, *, dry_run: bool) -> str:
    if dry_run:
        return f"{counted(tally.new, 'arrival', 'arrivals')} read, {tally.known} known already. Nothing was stored."
    return f"{counted(tally.new, 'arrival', 'arrivals')} taken in, {tally.known} known before."


def _listed(counts: Mapping[str, int], names: Mapping[str, str]) -> str:
    return ", ".join(f"{counts[name]} {words}" for name, words in names.items() if counts.get(name)) or "none"


def _table(title: str, reasons: list[Counted]) -> None:
    rows = [(str(each.count), each.about, each.words, _example(each)) for each in reasons[:SHOWN]]
    if more := reasons[SHOWN:]:
        rows.append((str(sum(each.count for each in more)), "", f"{len(more)} other reasons", "--json lists them"))
    show_table(("Count", "Of", "Reason", "For example"), rows, title=title)


def _customer(customer: OfCustomer) -> tuple[str, str, str]:
    share = f"{100 * customer.clean // customer.orders} %"
    return customer.name or customer.number or "(nobody known)", str(customer.orders), f"{customer.clean} ({share})"


def _example(counted_reason: Counted) -> str:
    name, place = counted_reason.example, counted_reason.place
    return place if name in place or not name else f"{name} ({place})"


def _left_out(tally: Tally) -> Iterator[str]:
    """What was not even taken in, by reason."""
    for reason, number in Counter(reason for _, reason in tally.left_out).items():
        example = _first(tally.left_out, reason)
        again = "" if reason is LeftOut.TEMPORARY_NAME else " Run the same command again."
        yield f"{number} left out, since {reason.value}; for example {example}.{again}"


def _first(left_out: Iterable[tuple[str, LeftOut]], wanted: LeftOut) -> str:
    return next(place for place, reason in left_out if reason is wanted)
