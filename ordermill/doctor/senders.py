"""Whether anything is known of who really sends the mails."""

from collections.abc import Iterator
from pathlib import Path

from config.settings import Settings
from ordermill.doctor.check import Check, State
from ordermill.policy import policies
from orders.errors import OrdermillError

_MAILS = frozenset({"imap", "maildir", "eml_folder"})
"""Kinds of sources that bring mails."""


def all_of(file: Path, settings: Settings) -> Iterator[Check]:
    """Nothing where no mails come in; a policy that cannot be read is told of by its own check."""
    mailboxes = [name for name, source in settings.sources.items() if source.kind in _MAILS]
    if not mailboxes:
        return
    try:
        servers = policies(settings.policy, file).trusted_mail_servers
    except OrdermillError:
        return
    if servers:
        yield Check("senders", State.GOOD, f"what {', '.join(servers)} recorded of the senders of mails is believed.")
    elif settings.dkim.verify:
        yield Check("senders", State.GOOD, "signatures of mails are verified here.")
    else:
        message = (
            f"Mails come in from {', '.join(mailboxes)}, and nothing is known of who really sends them: name your mail "
            "server in [policy] trusted_mail_servers, as it stands in the header Authentication-Results of any mail."
        )
        yield Check("senders", State.WEAK, message)
