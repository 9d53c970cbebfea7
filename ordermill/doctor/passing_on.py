"""Whether mails without an order can go where the settings send them."""

from collections.abc import Iterator
from functools import partial

from ingest.forwarding import Forwarding
from ingest.source import FilesMails
from ordermill.bootstrap import Application
from ordermill.doctor.check import Check, State, tried
from orders.errors import OrdermillError


def all_of(application: Application, *, connect: bool) -> Iterator[Check]:
    """Nothing where they go nowhere. `connect`: also sign in, and make the folder where it is missing."""
    try:
        places, folder = application.destinations(), application.policies().mails_without_order_folder
    except OrdermillError as error:
        yield Check("mails without an order", State.BROKEN, str(error))
        return
    for name, source in places.sources.items():
        yield tried(f"folder for mails of {name}", partial(_filed, source, folder, connect=connect))
    if places.forwarding is not None:
        yield tried("forwarding", partial(_sent, places.forwarding, connect=connect))


def _filed(source: FilesMails, folder: str, *, connect: bool) -> str:
    if not connect:
        return f"is to be {folder}; it was not looked for."
    source.check_folder(folder)
    return f"{folder} is there."


def _sent(forwarding: Forwarding, *, connect: bool) -> str:
    if not connect:
        return f"goes to {forwarding.to}; the mail server was not connected to."
    forwarding.check()
    return f"goes to {forwarding.to}; the mail server lets us in."
