"""Every part of an arrival is to be read, or set aside with a reason; hostile input ends in findings."""

import base64
import io
import random
import struct
import zipfile
from collections import Counter
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.edi_interchanges import edifact
from ingest.unpacking.unpack import Part, UnpackLimits, unpack
from orders.findings import FindingCode

CSV = b"item;quantity;price\r\nA1;5;1,50\r\nA2;7;2,50\r\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 90, 30) + b"\x08\x02\x00\x00\x00"


def mail(text: str = "Please see the attachment.", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = headers.get("sender", "Buyer <buyer@customer.example>")
    message["Subject"] = headers.get("subject", "PO 4711")
    message.set_content(text)
    return message


def parts_of(content: bytes, media_type: str = "message/rfc822", **limits: int) -> tuple[Part, ...]:
    return unpack(content, name="", media_type=media_type, limits=UnpackLimits(**limits)).parts


def codes(content: bytes, media_type: str = "message/rfc822", **limits: int) -> list[FindingCode]:
    unpacked = unpack(content, name="", media_type=media_type, limits=UnpackLimits(**limits))
    assert all(finding.holds for finding in unpacked.findings)
    return [finding.code for finding in unpacked.findings]


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


class TestOtherFiles:
    def test_are_one_part(self) -> None:
        (part,) = parts_of(CSV, "")
        assert ("1", "text/csv", CSV, "") == (part.path, part.media_type, part.content, part.set_aside)

    def test_are_portions_where_an_interchange_is_large(self) -> None:
        content = b"".join(edifact(1_100_000))
        parts = parts_of(content, "")
        assert ["1/1", "1/2", "1/3", "1/4", "1/5"] == [part.path for part in parts]
        assert max(len(part.content) for part in parts) < 260_000
        assert {"application/edifact"} == {part.media_type for part in parts}
        assert content.count(b"UNH+") == sum(part.content.count(b"UNH+") for part in parts)

    def test_are_one_part_where_an_interchange_is_one_large_message(self) -> None:
        content = (
            b"UNB+UNOC:3+A+B+260105:1015+1'UNH+1+ORDERS:D:96A:UN'" + b"LIN+1'" * 200_000 + b"UNT+200002+1'UNZ+1+1'"
        )
        assert [("1", content)] == [(part.path, part.content) for part in parts_of(content, "")]

    def test_are_refused_where_an_interchange_has_too_many_portions(self) -> None:
        content = b"".join(edifact(1_100_000))
        assert [FindingCode.ARCHIVE_LIMIT] == codes(content, "", parts=4)
        (part,) = parts_of(content, "", parts=4)
        assert part.content == content

    def test_are_mails_where_their_bytes_say_so(self) -> None:
        unpacked = unpack(bytes(mail("order")), name="x.txt", media_type="")
        assert "buyer@customer.example" == unpacked.sender


class TestMails:
    def test_give_sender_and_subject_decoded(self) -> None:
        unpacked = unpack(
            b"From: =?utf-8?q?M=C3=BCller=2C_Uwe?= <uwe@kunde.example>\r\n"
            b"Subject: =?iso-8859-1?q?Auftr=E4ge?=\r\n =?utf-8?b?IOKCrA==?=\r\n\r\nHallo",
            name="",
            media_type="message/rfc822",
        )
        assert ("uwe@kunde.example", "Aufträge €") == (unpacked.sender, unpacked.subject)

    @pytest.mark.parametrize(
        ("subject", "expected"),
        [
            ("Auftrag für Köln".encode(), "Auftrag für Köln"),
            ("Auftrag für Köln".encode("cp1252"), "Auftrag für Köln"),
            (b"=?nonsense?q?a=20b?=", "a b"),
            (b"=?utf-8?b?!!!?=", ""),
            (b"=?utf-8?q?half", "=?utf-8?q?half"),
        ],
    )
    def test_take_a_broken_subject_as_far_as_it_goes(self, subject: bytes, expected: str) -> None:
        unpacked = unpack(
            b"From: a@b.example\r\nSubject: " + subject + b"\r\n\r\nx", name="", media_type="message/rfc822"
        )
        assert expected == unpacked.subject

    def test_bring_attachments_sniffed_and_named(self) -> None:
        message = mail()
        message.add_attachment(CSV, maintype="application", subtype="octet-stream", filename="Aufträge.dat")
        message.add_attachment(
            CSV + b"A3;1;2\r\n", maintype="image", subtype="png", filename="x.png", disposition="inline"
        )
        body, first, second = parts_of(bytes(message))
        assert ("1", "text/plain", "") == (body.path, body.media_type, body.set_aside)
        assert ("2", "Aufträge.dat", "text/csv", CSV) == (first.path, first.name, first.media_type, first.content)
        assert ("3", "text/csv") == (second.path, second.media_type)
        assert {"buyer@customer.example"} == {part.sender for part in (body, first, second)}

    def test_never_give_a_name_with_folders(self) -> None:
        message = mail()
        message.add_attachment(CSV, maintype="text", subtype="x", filename="../../etc/cron.d/orders\x00.csv")
        assert "orders" == parts_of(bytes(message))[1].name[:6]

    @pytest.mark.parametrize(
        "header",
        [
            b"attachment; filename*=UTF-8''Auftr%C3%A4ge.csv",
            b"attachment; filename*0*=UTF-8''Auftr%C3%A4; filename*1=ge.csv",
            b'attachment; filename="=?utf-8?q?Auftr=C3=A4ge.csv?="',
            'attachment; filename="Aufträge.csv"'.encode("latin-1"),
            'attachment; filename="Aufträge.csv"'.encode(),
        ],
    )
    def test_read_names_in_every_way_they_are_written(self, header: bytes) -> None:
        content = (
            b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
            b"Content-Disposition: " + header + b"\r\n\r\n" + CSV + b"\r\n--x--\r\n"
        )
        assert "Aufträge.csv" == parts_of(content)[0].name

    def test_turn_a_text_into_utf_8(self) -> None:
        message = mail()
        message.set_content("Menge: 5 Stück", charset="iso-8859-1")
        assert "Menge: 5 Stück\n".encode() == parts_of(bytes(message))[0].content

    def test_keep_the_bytes_of_a_text_whose_charset_is_wrong(self) -> None:
        content = b"From: a@b.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n5 St\xfcck"
        assert b"5 St\xfcck" == parts_of(content)[0].content

    def test_set_the_html_form_of_a_text_aside(self) -> None:
        message = mail("Order 4711\n5 x A1")
        message.add_alternative("<style>p {top: 1px}</style><p>Order 4711<br>5&nbsp;x A1</p>", subtype="html")
        plain, rich = parts_of(bytes(message))
        assert ("", "the same text as part 1") == (plain.set_aside, rich.set_aside)

    def test_read_the_html_where_it_says_more(self) -> None:
        message = mail("Your program shows no HTML.")
        message.add_alternative("<p>Your program shows no HTML.</p><p>Order 4711: 5 x A1</p>", subtype="html")
        plain, rich = parts_of(bytes(message))
        assert ("a shorter form of part 2", "") == (plain.set_aside, rich.set_aside)

    def test_read_both_forms_where_a_number_differs(self) -> None:
        message = mail("Order 4711: 5 x A1")
        message.add_alternative("<p>Order 4711: 6 x A1</p>", subtype="html")
        assert ["", ""] == [part.set_aside for part in parts_of(bytes(message))]

    def test_set_a_logo_aside_and_keep_a_picture_of_an_order(self) -> None:
        message = mail("Order 4711")
        message.add_alternative('<p>Order 4711</p><img src="cid:logo">', subtype="html")
        html = message.get_payload(1)
        assert isinstance(html, EmailMessage)
        html.add_related(PNG, "image", "png", cid="<logo>")
        message.add_attachment(PNG + b"1", maintype="image", subtype="png", filename="order.png")
        aside = {part.path: part.set_aside for part in parts_of(bytes(message))}
        assert "logo" in next(reason for path, reason in aside.items() if "picture" in reason)
        assert "" == aside[max(aside)]

    @pytest.mark.parametrize("kind", ["text/vcard", "text/calendar", "application/pkcs7-signature"])
    def test_set_aside_what_holds_no_order(self, kind: str) -> None:
        message = mail()
        message.add_attachment(b"BEGIN:X\r\n", maintype=kind.split("/")[0], subtype=kind.split("/")[1])
        assert parts_of(bytes(message))[1].set_aside

    def test_read_the_same_attachment_once(self) -> None:
        message = mail()
        for name in ("order.csv", "copy of order.csv"):
            message.add_attachment(CSV, maintype="text", subtype="csv", filename=name)
        assert "the same bytes as part 2" == parts_of(bytes(message))[2].set_aside

    def test_report_an_empty_attachment(self) -> None:
        message = mail()
        message.add_attachment(b"", maintype="text", subtype="csv", filename="order.csv")
        assert [FindingCode.EMPTY_FILE] == codes(bytes(message))


class TestForwardedMails:
    def test_give_their_own_sender_and_subject(self) -> None:
        inner = mail("5 x A1", sender="real@customer.example", subject="PO 1")
        inner.add_attachment(CSV, maintype="text", subtype="csv", filename="order.csv")
        outer = mail("FYI", sender="colleague@supplier.example", subject="FW: PO 1")
        outer.add_attachment(inner)
        unpacked = unpack(bytes(outer), name="", media_type="message/rfc822")
        assert "colleague@supplier.example" == unpacked.sender
        assert [("1", "colleague"), ("2.1", "real"), ("2.2", "real")] == [
            (part.path, part.sender.split("@")[0]) for part in unpacked.parts
        ]

    @pytest.mark.parametrize("subtype", ["octet-stream", "x-eml"])
    def test_are_opened_whatever_they_are_declared_as(self, subtype: str) -> None:
        outer = mail()
        outer.add_attachment(bytes(mail("inner")), maintype="application", subtype=subtype, filename="mail.bin")
        assert "2.1" == parts_of(bytes(outer))[1].path

    def test_are_opened_where_they_are_encoded_against_the_rules(self) -> None:
        content = (
            b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
            b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + base64.encodebytes(bytes(mail("inner")))
            + b"\r\n--x--\r\n"
        )
        (part,) = parts_of(content)
        assert ("1.1", b"inner\n") == (part.path, part.content)

    def test_below_the_depth_limit_are_set_aside_and_hold(self) -> None:
        message = mail("order 1")
        for number in range(8):
            outer = mail(f"level {number}")
            outer.add_attachment(message)
            message = outer
        assert [FindingCode.ARCHIVE_LIMIT] == codes(bytes(message), depth=5)
        deepest = parts_of(bytes(message), depth=5)[-1]
        assert deepest.set_aside
        assert b"order 1" in deepest.content


class TestBrokenMails:
    def test_base64_with_foreign_signs_holds(self) -> None:
        content = b"From: a@b.example\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJD-!-REVG\r\n"
        assert [FindingCode.ENVELOPE_DEFECT] == codes(content)
        assert b"ABCDEF" == parts_of(content)[0].content

    def test_base64_without_padding_is_fine(self) -> None:
        content = b"From: a@b.example\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJDRA\r\n"
        assert [] == codes(content)
        assert b"ABCD" == parts_of(content)[0].content

    def test_a_missing_boundary_leaves_the_text_whole(self) -> None:
        content = b"From: a@b.example\r\nContent-Type: multipart/mixed\r\n\r\n--x\r\n\r\n5 x A1\r\n--x--\r\n"
        assert b"5 x A1" in parts_of(content)[0].content

    def test_a_boundary_that_never_comes_leaves_the_text_whole(self) -> None:
        content = b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--x\r\n\r\n5 x A1\r\n"
        assert b"5 x A1" in parts_of(content)[0].content

    def test_a_mail_cut_short_holds(self) -> None:
        message = mail()
        message.add_attachment(CSV * 20, maintype="text", subtype="csv", filename="order.csv")
        assert FindingCode.TRUNCATED in codes(bytes(message)[:-200])

    def test_text_around_the_parts_is_set_aside(self) -> None:
        content = (
            b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\nhidden before\r\n"
            b"--x\r\n\r\nbody\r\n--x--\r\nhidden behind\r\n"
        )
        before, body, behind = parts_of(content)
        assert b"hidden before" in before.content
        assert b"hidden behind" in behind.content
        assert ("body", True, True) == (body.content.decode(), bool(before.set_aside), bool(behind.set_aside))

    @pytest.mark.parametrize(
        "content",
        [
            b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000)),
            b"Content-Type: message/rfc822\n\n" * 2000,
            b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\nA\n" * 3000 + b"--x--\n",
        ],
        ids=["multiparts", "mails", "parts"],
    )
    def test_an_overgrown_mail_is_one_part_that_holds(self, content: bytes) -> None:
        content = b"From: a@b.example\nSubject: big\n" + content
        assert FindingCode.ARCHIVE_LIMIT in codes(content)
        assert all(part.set_aside for part in parts_of(content))


class TestSealedParts:
    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"\x78\x9f\x3e\x22broken", FindingCode.UNREADABLE),
            (b"-----BEGIN PGP MESSAGE-----\r\n\r\nabc", FindingCode.ENCRYPTED),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), FindingCode.ENCRYPTED),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__substg1.0_".encode("utf-16-le"), FindingCode.UNREAD_CONTENT),
        ],
    )
    def test_are_set_aside_and_hold(self, content: bytes, code: FindingCode) -> None:
        message = mail()
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename="x")
        assert [code] == codes(bytes(message))
        assert parts_of(bytes(message))[1].set_aside

    def test_an_smime_envelope_holds(self) -> None:
        content = b"From: a@b.example\r\nContent-Type: application/pkcs7-mime; name=smime.p7m\r\n\r\nxyz"
        assert [FindingCode.ENCRYPTED] == codes(content)

    def test_a_pgp_mime_mail_holds(self) -> None:
        content = (
            b"From: a@b.example\r\nContent-Type: multipart/encrypted; boundary=x\r\n\r\n--x\r\n"
            b"Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--x\r\n"
            b"Content-Type: application/octet-stream\r\n\r\nsecret\r\n--x--\r\n"
        )
        assert [FindingCode.ENCRYPTED] == codes(content)
        assert all(part.set_aside for part in parts_of(content))


class TestArchives:
    def test_give_their_files_in_order(self) -> None:
        content = zipped({"b/../order.csv": CSV, "a.txt": b"hello there"})
        first, second = parts_of(content, "")
        assert ("1/1", "order.csv", "text/csv", CSV) == (first.path, first.name, first.media_type, first.content)
        assert ("1/2", "a.txt") == (second.path, second.name)

    def test_in_archives_in_mails_are_opened(self) -> None:
        message = mail()
        content = zipped({"inner.zip": zipped({"order.csv": CSV})})
        message.add_attachment(content, maintype="application", subtype="zip", filename="o.zip")
        assert ["1", "2/1/1"] == [part.path for part in parts_of(bytes(message))]

    def test_with_a_bomb_are_set_aside_and_hold(self) -> None:
        content = zipped({"bomb": b"\x00" * 30_000_000})
        assert [FindingCode.ARCHIVE_LIMIT] == codes(content, "")
        (part,) = parts_of(content, "")
        assert (content, True) == (part.content, bool(part.set_aside))

    def test_that_lie_about_their_size_are_stopped(self) -> None:
        content = zipped({"bomb": b"\x00" * 5_000_000})
        lie = content.replace(struct.pack("<I", 5_000_000), struct.pack("<I", 10))
        assert codes(lie, "")[0] in (FindingCode.ARCHIVE_LIMIT, FindingCode.UNREADABLE)

    def test_with_too_many_entries_hold(self) -> None:
        content = zipped({str(number): b"x" for number in range(30)})
        assert [FindingCode.ARCHIVE_LIMIT] == codes(content, "", parts=20)

    def test_nested_too_deeply_hold(self) -> None:
        content = zipped({"order.csv": CSV})
        for _ in range(8):
            content = zipped({"inner.zip": content})
        assert [FindingCode.ARCHIVE_LIMIT] == codes(content, "", depth=4)

    def test_with_overlapping_entries_hold(self) -> None:
        content = bytearray(zipped({"a": CSV * 5, "b": CSV * 6}, zipfile.ZIP_STORED))
        second = content.rindex(b"PK\x01\x02")
        content[second + 42 : second + 46] = struct.pack("<I", 10)
        assert [FindingCode.ARCHIVE_LIMIT] == codes(bytes(content), "")

    def test_with_a_password_hold(self) -> None:
        content = bytearray(zipped({"a": CSV}))
        directory = content.rindex(b"PK\x01\x02")
        content[directory + 8] |= 1
        assert [FindingCode.ENCRYPTED] == codes(bytes(content), "")

    def test_damaged_hold(self) -> None:
        content = zipped({"a": CSV})
        assert [FindingCode.UNREADABLE] == codes(content[: len(content) // 2], "")

    def test_all_together_stay_within_the_total(self) -> None:
        message = mail()
        for number in range(4):
            content = zipped({"x": bytes([number]) * 900_000})
            message.add_attachment(content, maintype="application", subtype="zip", filename="x.zip")
        assert [FindingCode.ARCHIVE_LIMIT] * 2 == codes(bytes(message), total_bytes=2_000_000)


def tnef(*attributes: tuple[int, bytes]) -> bytes:
    content = b"\x78\x9f\x3e\x22\x01\x00"
    for attribute, value in attributes:
        head = b"\x02" + attribute.to_bytes(4, "little") + len(value).to_bytes(4, "little")
        content += head + value + (sum(value) & 0xFFFF).to_bytes(2, "little")
    return content


BEGIN, TITLE, DATA, MESSAGE = (0x00069002, b"\x00" * 14), 0x00018010, 0x0006800F, (0x00069003, b"\x00" * 8)


class TestOutlooksWrapping:
    def test_gives_its_files(self) -> None:
        message = mail()
        content = tnef(MESSAGE, BEGIN, (TITLE, b"order.csv\x00"), (DATA, CSV), BEGIN, (DATA, b"hello there"))
        message.add_attachment(content, maintype="application", subtype="ms-tnef", filename="winmail.dat")
        _, first, second = parts_of(bytes(message))
        assert ("2/1", "order.csv", "text/csv", CSV) == (first.path, first.name, first.media_type, first.content)
        assert ("2/2", b"hello there") == (second.path, second.content)
        assert [] == codes(bytes(message))

    def test_without_files_is_set_aside(self) -> None:
        (part,) = parts_of(tnef(MESSAGE), "")
        assert part.set_aside

    def test_with_an_item_that_is_no_file_holds(self) -> None:
        assert [FindingCode.UNREAD_CONTENT] == codes(tnef(BEGIN, (TITLE, b"mail\x00")), "")

    def test_damaged_holds(self) -> None:
        content = tnef(BEGIN, (DATA, CSV))
        assert [FindingCode.UNREADABLE] == codes(content[:-5], "")
        assert [FindingCode.UNREADABLE] == codes(content[:-5] + b"x" + content[-4:], "")


NOISE = st.sampled_from(
    [
        b"\r\n",
        b"\n\n",
        b"--x",
        b"--x--",
        b"\nContent-Type: multipart/mixed; boundary=x\n\n",
        b"\nContent-Type: multipart/alternative; boundary=x\n\n",
        b"\nContent-Type: message/rfc822\n\n",
        b"\nContent-Type: message/delivery-status\n\n",
        b"\nContent-Type: text/html; charset=\x00\n\n",
        b"\nContent-Transfer-Encoding: base64\n",
        b"\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 x\nabc",
        b"\nContent-Disposition: attachment; filename*0*=foo''%00x; filename*1=",
        b"\nSubject: =?utf-8?b?!?=",
        b"\nFrom: a@b.example",
        b"PK\x03\x04",
        b"PK\x01\x02",
        b"PK\x05\x06",
        b"\x80\xff",
        b"\x00",
        zipped({"a": b"b"}),
    ]
)


@given(st.lists(NOISE | st.binary(max_size=20), max_size=30), st.sampled_from(["", "message/rfc822"]))
def test_any_bytes_end_in_parts_that_are_accounted_for(pieces: list[bytes], media_type: str) -> None:
    parts = parts_of(b"".join(pieces), media_type)
    paths = [part.path for part in parts]
    assert parts
    assert len(paths) == len(set(paths))


def test_every_leaf_of_a_random_mail_is_in_the_result_once() -> None:
    for seed in range(60):
        chance = random.Random(seed)
        leaves: list[bytes] = []

        def grown(depth: int, chance: random.Random, leaves: list[bytes]) -> EmailMessage:
            text = f"text {len(leaves)} {chance.random()}\n"
            leaves.append(text.encode())
            message = mail(text)
            for _ in range(chance.randrange(4)):
                if depth < 3 and chance.random() < 0.4:
                    message.add_attachment(grown(depth + 1, chance, leaves))
                    continue
                content = chance.randbytes(chance.randrange(1, 50)) + b"\x00\x01\x02" * 9
                leaves.append(content)
                message.add_attachment(content, maintype="application", subtype="x", filename="x")
            return message

        found = Counter(part.content for part in parts_of(bytes(grown(0, chance, leaves))))
        assert Counter(leaves) == found
