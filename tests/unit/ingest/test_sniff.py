"""Media types come from bytes, never from names."""

import io
import zipfile

import openpyxl
import pytest

from ingest.sniff import media_type


def archive(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return content.getvalue()


def workbook() -> bytes:
    content = io.BytesIO()
    openpyxl.Workbook().save(content)
    return content.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("expected", "content"),
    [
        ("application/edifact", b"UNA:+.? 'UNB+UNOC:3+A+B'"),
        ("application/edifact", b"\r\n UNB+UNOA:2+A+B'"),
        ("application/edifact", b"UNH+1+ORDERS:D:96A:UN'"),
        # Separators that are control characters are common with UNOB.
        ("application/edifact", b"UNB\x1dUNOB\x1f2\x1dA\x1dB\x1c"),
        ("application/edi-x12", b"ISA*00*          *00*          *ZZ*A              *ZZ*B  "),
        ("application/pdf", b"%PDF-1.7\n"),
        ("application/pdf", b"junk before it\n%PDF-1.4\n"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook()),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", archive("word/document.xml")),
        ("application/zip", archive("orders.csv")),
        ("application/vnd.ms-excel", OLE + "Workbook".encode("utf-16-le")),
        ("application/vnd.ms-outlook", OLE + "__substg1.0_001A".encode("utf-16-le")),
        ("application/x-encrypted-office", OLE + "EncryptedPackage".encode("utf-16-le")),
        ("application/ms-tnef", b"\x78\x9f\x3e\x22\x00\x00"),
        ("image/png", b"\x89PNG\r\n\x1a\n\x00"),
        ("image/jpeg", b"\xff\xd8\xff\xe0"),
        ("image/tiff", b"II*\x00\x08"),
        ("text/html", b"<!DOCTYPE html><html>"),
        ("application/xml", b"\xef\xbb\xbf<?xml version='1.0'?><Order/>"),
        ("text/csv", b"item;quantity;price\r\nA1;5;1,50\r\nA2;7;2,50\r\n"),
        ("text/csv", "item\tquantity\tprice\nA1\t5\t1\n".encode("utf-16")),
        ("text/plain", "Grüße aus Köln".encode("latin-1")),
        ("text/plain", b"BMW order"),
        ("text/plain", b"From here to there: a subject, and a date"),
        ("message/rfc822", b"Received: by x\r\nFrom: a@b.example\r\nSubject: x\r\n\r\nbody"),
        ("application/octet-stream", b"\x00\x01\x02\x03" * 9),
        ("text/plain", b""),
    ],
)
def test_media_type(expected: str, content: bytes) -> None:
    assert expected == media_type(content)
