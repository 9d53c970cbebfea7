"""What a mail says of its sender, and what mail servers recorded of him (RFC 8601)."""

from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import Final

from orders.values import Value

UNNAMED: Final = "unnamed"
"""What a server is called that writes no name into its results, as Exchange Online does."""


class AuthMethod(StrEnum):
    """How a sender is authenticated."""

    DKIM = "dkim"
    SPF = "spf"
    DMARC = "dmarc"


class AuthResult(Value):
    """What came of one method, such as `pass`, `fail` or `none`, for the domain that it is about, if it names one."""

    method: AuthMethod
    result: str
    domain: str = ""


class AuthRecord(Value):
    """The results in one header. `hop` is the number of mail servers that the mail passed after it was written."""

    server: str
    hop: int
    results: tuple[AuthResult, ...]


class Authenticity(StrEnum):
    """Whether the mail is from the domain that its From names."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"


class MailOrigin(Value):
    """The sender as the mail has it; a sender can write all of it himself but what is said under `recorded_by`.

    `address` is that of From. `reply_to` is empty unless it is another one. `forwarded`: the mail lay within another,
    and the servers that it reached us by examined only that one; so it has no `records`.
    `verified` are the DKIM signatures that Ordermill verified itself.
    """

    address: str
    name: str = ""
    reply_to: str = ""
    return_path: str = ""
    forwarded: bool = False
    records: tuple[AuthRecord, ...] = ()
    verified: tuple[AuthResult, ...] = ()

    @property
    def domain(self) -> str:
        """The domain of From."""
        return domain_of(self.address)

    def recorded_by(self, servers: Collection[str]) -> tuple[AuthResult, ...]:
        """What the nearest of these servers recorded.

        A sender can write such headers, too, but not above those that our server adds: of each method the topmost
        counts, and nothing that was written at another server than the topmost.
        """
        names = {server_key(name) for name in servers}
        first = next((record for record in self.records if server_key(record.server) in names), None)
        if first is None:
            return ()
        beside = [record for record in self.records if (record.server, record.hop) == (first.server, first.hop)]
        return tuple(_topmost_of_each_method(beside))

    def server_among(self, servers: Collection[str]) -> str:
        """Whose results those of `recorded_by` are; empty where there are none."""
        names = {server_key(name) for name in servers}
        return next((record.server for record in self.records if server_key(record.server) in names), "")

    def authenticity(self, servers: Collection[str]) -> Authenticity:
        """By DMARC where the server says something of it, else by DKIM and SPF of the domain of From."""
        results = self.recorded_by(servers)
        of_dmarc = [one for one in results if one.method is AuthMethod.DMARC]
        if any(one.result == "fail" for one in of_dmarc):
            return Authenticity.FAILED
        if any(one.result == "pass" and one.domain in ("", self.domain) for one in of_dmarc):
            return Authenticity.PASSED
        return self._by_signature_and_path((*results, *self.verified))

    def _by_signature_and_path(self, results: Collection[AuthResult]) -> Authenticity:
        if any(one.result == "pass" and aligned(one.domain, self.domain) for one in results):
            return Authenticity.PASSED
        of_spf = {one.result for one in results if one.method is AuthMethod.SPF and self._may_concern(one)}
        of_dkim = {one.result for one in results if one.method is AuthMethod.DKIM and self._may_concern(one)}
        # Without a signature only a flat refusal of the path counts: forwarding breaks what is merely discouraged.
        if "fail" in of_spf or ("softfail" in of_spf and "fail" in of_dkim):
            return Authenticity.FAILED
        return Authenticity.UNKNOWN

    def _may_concern(self, result: AuthResult) -> bool:
        return not result.domain or aligned(result.domain, self.domain)


def server_key(name: str) -> str:
    """Names of servers are equal but for case and the dot at their end."""
    return name.strip().rstrip(".").casefold()


def domain_of(address: str) -> str:
    """The domain of a mail address, in lower case, international ones as `xn--...`; empty where there is none."""
    domain = address.rpartition("@")[2].strip("<>. \t").lower() if "@" in address else ""
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def aligned(one: str, other: str) -> bool:
    """Whether two domains are of one organisation: they are equal, or one lies within the other (RFC 7489, 3.1)."""
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and (one == other or ("." in shorter and longer.endswith(f".{shorter}")))


def _topmost_of_each_method(records: Collection[AuthRecord]) -> Iterator[AuthResult]:
    told: set[AuthMethod] = set()
    for record in records:
        yield from (one for one in record.results if one.method not in told)
        told |= {one.method for one in record.results}
