"""Profiles come from files; what is wrong with one is told by file, line and remedy."""

from pathlib import Path

import pytest

from ordermill.bootstrap import open_application
from ordermill.partners import partners_in
from orders.errors import Misconfigured
from orders.partner import EnvelopeIdentity, Standard

GOOD = """
title = "North"

[[identities]]
standard = "edifact"
id = "NORTH"
qualifier = "ZZ"
"""

ANSWER = "\n[[answers.send]]\ntype = '{}'\nwithin_hours = 1\n"


def who(id_: str, qualifier: str = "", application: str = "") -> EnvelopeIdentity:
    return EnvelopeIdentity(standard=Standard.EDIFACT, id=id_, qualifier=qualifier, application=application)


def fault(folder: Path) -> str:
    with pytest.raises(Misconfigured) as caught:
        partners_in(folder)
    return str(caught.value)


def test_each_file_is_a_profile_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "north.toml").write_text(GOOD)
    (tmp_path / "notes.txt").write_text("no profile")
    (tmp_path / ".north.toml").write_text("an editor's")
    (found,) = partners_in(tmp_path).partners
    assert ("north", "North") == (found.name, found.title)


def test_a_partner_is_found_by_who_sent_the_interchange(tmp_path: Path) -> None:
    (tmp_path / "north.toml").write_text(GOOD)
    (tmp_path / "any.toml").write_text('[[identities]]\nstandard = "edifact"\nid = "SOUTH"\n')
    (tmp_path / "branch.toml").write_text('[[identities]]\nstandard = "edifact"\nid = "SOUTH"\napplication = "B1"\n')
    found = partners_in(tmp_path)
    names = [
        (profile.name if profile else None)
        for profile in (
            found.of([who("north ", "zz", "A")]),
            found.of([who("NORTH", "14")]),
            found.of([who("SOUTH", "14", "B2")]),
            found.of([who("SOUTH", "14", "B1")]),
            found.of([who("WEST")]),
            found.of([]),
        )
    ]
    assert ["north", None, "any", "branch", None, None] == names


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        (GOOD.replace("title", "titel"), 2, "titel: there is no such setting; check the spelling"),
        (GOOD.replace('"edifact"', '"edi"'), 5, "identities.0.standard"),
        (GOOD + '\n[absent]\ncurrency = "euro"\n', 10, "absent.currency"),
        (GOOD + '\n[[quirks]]\ncode = "duplicate-order"\nbecause = "x"\n', 10, "cannot be usual for a partner"),
        (GOOD + '\n[[quirks]]\ncode = "unread-content"\nbecause = "x"\n', 9, "say which is usual"),
        (GOOD + '\n[answers]\nsend = [{ type = "997", within_hours = 0 }]\n', 10, "greater than 0"),
        (GOOD + ANSWER.format('OrderResponse'), 9, "say who we are for this partner, in answers.ours.id"),
        (GOOD + f"{ANSWER.format('997')}{ANSWER.format('999')}", 9, "997 and 999 answer the same"),
        ('name = "x"\n' + GOOD, 1, "what people call the partner is title"),
        ("title = 'nobody'\n", None, "identities: this setting is required"),
        (GOOD + '\n[answers.ours]\nid = 5\n', 10, "answers.ours.id"),
        (GOOD + '\n[[answers.send]]\ntype = "CONTRL"\nwithin_hours = 1\ndialect = { separators = ":::" }\n', 12,
         "give all separators"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_and_the_remedy(
    text: str, line: int | None, remedy: str, tmp_path: Path
) -> None:  # fmt: skip
    (tmp_path / "north.toml").write_text(text)
    said = fault(tmp_path)
    assert str(tmp_path / "north.toml") in said
    assert remedy in said
    assert line is None or f"line {line}: " in said


def test_every_file_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("title = ")
    (tmp_path / "b.toml").write_text("titel = 'b'\n" + GOOD)
    said = fault(tmp_path)
    assert "a.toml is not valid TOML" in said
    assert "titel" in said


def test_two_profiles_with_one_identity_are_an_error_that_names_both(tmp_path: Path) -> None:
    (tmp_path / "north.toml").write_text(GOOD)
    (tmp_path / "other.toml").write_text(GOOD.replace('"NORTH"', '"north"'))
    said = fault(tmp_path)
    assert "other.toml has settings that cannot be used" in said
    assert "line 4: identities: edifact north:ZZ is also in" in said
    assert "north.toml: take it from one of them" in said


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "There is no folder" in fault(tmp_path / "nowhere")


def test_the_service_reads_the_folder_beside_its_settings(tmp_path: Path) -> None:
    (tmp_path / "partners").mkdir()
    (tmp_path / "partners" / "north.toml").write_text(GOOD)
    settings = tmp_path / "ordermill.toml"
    settings.write_text('[partners]\nfolder = "partners"\n[erp]\nadapter = "file_drop"\nfolder = "out"\n')
    with open_application(settings) as application:
        assert ["north"] == [one.name for one in application.partners().partners]
