"""The bodies of mails: orders written in them, changes, covering texts, and mails that order nothing."""

from dataclasses import dataclass
from typing import Final

from orders.findings import Finding, FindingCode, Severity
from parsers.charset import decoded
from parsers.mail_body import body_page
from parsers.mail_body.body import Body
from parsers.mail_body.charset import declared
from parsers.mail_body.delimited import is_all_table
from parsers.mail_body.html.rows import html_rows
from parsers.mail_body.new_text import new_text
from parsers.mail_body.reading import read_body
from parsers.mail_body.rows import BodyText, plain_rows
from parsers.mail_body.zones import Zone, Zoned, zoned
from parsers.parser import Blob, Match, ParseContext, Parsed

_TEXT: Final = "text/plain"
_HTML: Final = "text/html"
_STRENGTH: Final = 40
"""Below that of tables and EDI in a text, which say what they are."""
_BODY_STRENGTH: Final = 70
"""A table in what a person wrote is no file of rows: it may stand in an earlier mail, or below an instruction."""
_TITLES: Final = {
    Zone.NEW: "",
    Zone.EARLIER: "Earlier mail",
    Zone.HEADER: "Headers of the forwarded mail",
    Zone.SIGNATURE: "Signature",
    Zone.SMALL_PRINT: "Small print",
}


@dataclass(frozen=True, slots=True)
class MailBodyParser:
    """Reads texts and HTML: bodies of mails, which have no name, and files of the same formats."""

    name: str = "mail_body"

    def recognise(self, blob: Blob) -> Match | None:
        if blob.media_type not in (_TEXT, _HTML):
            return None
        is_own = not blob.name and not is_all_table(decoded(blob.content, *declared(blob.content))[0])
        return Match(self.name, _BODY_STRENGTH if is_own else _STRENGTH)

    def parse(self, blob: Blob, context: ParseContext) -> Parsed:
        text, certain = decoded(blob.content, *declared(blob.content))
        body = html_rows(text) if blob.media_type == _HTML else plain_rows(text)
        found = zoned(body.rows, context.subject, context.sender)
        read = read_body(Body(self.name, blob.name, body, found, new_text(body, found), context))
        shown = body_page.transcript(body, lambda row: _TITLES[found.zones[row]] if body.rows[row].words else "")
        return read.with_findings(_of_the_text(body, found, certain=certain), shown)


def _of_the_text(body: BodyText, found: Zoned, *, certain: bool) -> tuple[Finding, ...]:
    findings: list[Finding] = []
    unread = any("\ufffd" in body.rows[place].text for place in found.of(Zone.NEW))
    if unread or not certain:
        message = "Some signs of the text belong to no character set that is known. Compare it with the original."
        findings.append(_hold(FindingCode.UNDECODABLE_CHARACTERS, message))
    if body.cut:
        message = "The text is longer than is read. Look in the original whether it goes on with the order."
        findings.append(_hold(FindingCode.TRUNCATED, message))
    return tuple(findings)


def _hold(code: FindingCode, message: str) -> Finding:
    return Finding(code=code, severity=Severity.HOLD, message=message)
