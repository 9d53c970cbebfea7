"""Whether answers to customers can be written and leave, and whether any is late."""

from collections.abc import Iterator
from functools import partial

from ordermill.answering import outbox, wanted, writers
from ordermill.bootstrap import Application
from ordermill.clock import now
from ordermill.doctor.check import Check, State, tried
from orders.errors import OrdermillError
from replies.outbox import Channel


def all_of(application: Application) -> Iterator[Check]:
    """Nothing where no partner wants an answer and none is late."""
    try:
        by_partner = wanted(application.partners())
        out = outbox(application.settings.replies, application.file, application.home)
        installed = writers()
    except OrdermillError as error:
        yield Check("answers", State.BROKEN, str(error))
        return
    missing = {kind.value for kinds in by_partner.values() for kind in kinds} - {
        kind.value for kind in (*installed.of_syntax, *installed.of_orders)
    }
    if missing:
        message = f"profiles ask for {', '.join(sorted(missing))}, which no installed writer writes. Leave them out."
        yield Check("answers", State.BROKEN, message)
    for folder, name in {out.folder(name): name for name in by_partner}.items():
        yield tried(f"answers into {folder.name}", partial(_checked, out.channel(name)))


def overdue(application: Application) -> Iterator[Check]:
    """Answers that did not leave in time. Raises `Retryable` where the database cannot be asked."""
    with application.store.read() as uow:
        late = uow.replies.overdue(now())
    if late:
        message = f"{late} are overdue. Look at Answers on the page: each says why, and what to do."
        yield Check("late answers", State.BROKEN, message)


def _checked(channel: Channel) -> str:
    return channel.check()
