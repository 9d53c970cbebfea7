"""The keys of signatures from the DNS."""

from collections.abc import Iterable

from dns.exception import DNSException
from dns.rdtypes.ANY.TXT import TXT
from dns.resolver import NXDOMAIN, NoAnswer, Resolver

from ingest.dkim.verifying import Keys


class DnsKeys:
    """Asks for one key after the other. `resolver` is the machine's own where none is given."""

    def __init__(self, seconds: float, resolver: Resolver | None = None) -> None:
        self._seconds = seconds
        self._resolver = resolver

    def __call__(self, names: Iterable[str]) -> Keys:
        return {name: self._text(name) for name in dict.fromkeys(names)}

    def _text(self, name: str) -> str | None:
        try:
            # The machine's servers may change while we run.
            resolver = self._resolver or Resolver()
            answer = resolver.resolve(name, "TXT", lifetime=self._seconds, search=False)
        except (NXDOMAIN, NoAnswer):
            return ""
        except (DNSException, OSError):
            return None
        # Of several only one is a key (RFC 6376, 3.6.2.2); a long one comes in pieces.
        texts = [b"".join(row.strings).decode("ascii", "replace") for row in answer if isinstance(row, TXT)]
        return next((text for text in texts if "p=" in text), "")
