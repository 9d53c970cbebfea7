"""A folder of an IMAP mailbox as a source."""

from ingest.imap.mailbox import ImapSource

__all__ = ["ImapSource"]
