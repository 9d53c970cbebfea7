"""A file appears in the outbox whole and once, whatever happens between; nothing there is ever written over."""

import os
from contextlib import suppress
from pathlib import Path

import pytest
from pydantic import ValidationError

from orders.errors import NeedsAttention, Retryable
from replies import outbox
from replies.outbox import BESIDE, FolderChannel, OutboxOptions

NAME = "acme_CONTRL_000000001_abcd1234.edi"


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def test_a_file_is_put_there_whole(tmp_path: Path) -> None:
    FolderChannel(tmp_path).send(NAME, b"UNB...")
    assert {NAME: b"UNB..."} == files(tmp_path)


def test_sent_again_it_is_there_once_even_after_it_was_fetched(tmp_path: Path) -> None:
    channel = FolderChannel(tmp_path)
    channel.send(NAME, b"UNB...")
    channel.send(NAME, b"UNB...")
    assert {NAME: b"UNB..."} == files(tmp_path)
    (tmp_path / NAME).unlink()
    channel.send(NAME, b"UNB...")
    assert {} == files(tmp_path)


@pytest.mark.parametrize("step", ["_write", "_sync", "rename"])
@pytest.mark.parametrize("nth", [1, 2])
def test_interrupted_at_any_step_it_is_there_once_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, nth: int
) -> None:
    calls: list[object] = []

    def interrupted(*args: object) -> object:
        calls.append(args)
        if len(calls) == nth:
            raise KeyboardInterrupt
        return known(*args)

    target = Path if step == "rename" else outbox
    known = getattr(target, step)
    with monkeypatch.context() as patched:
        patched.setattr(target, step, interrupted)
        with suppress(KeyboardInterrupt):
            FolderChannel(tmp_path).send(NAME, b"UNB...")
    FolderChannel(tmp_path).send(NAME, b"UNB...")
    assert {NAME: b"UNB..."} == files(tmp_path)
    assert [f"{NAME}.sent"] == os.listdir(tmp_path / BESIDE)


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"somebody else's")
    with pytest.raises(NeedsAttention, match="holds something else"):
        FolderChannel(tmp_path).send(NAME, b"UNB...")
    assert {NAME: b"somebody else's"} == files(tmp_path)
    (tmp_path / NAME).unlink()
    FolderChannel(tmp_path).send(NAME, b"UNB...")
    assert {NAME: b"UNB..."} == files(tmp_path)


def test_a_folder_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    with pytest.raises(Retryable, match="is not there"):
        FolderChannel(gone).send(NAME, b"UNB...")
    with pytest.raises(Retryable, match="is not there"):
        FolderChannel(gone).check()
    assert not gone.exists()


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(outbox, "_write", full)
    with pytest.raises(Retryable, match="No space left on device"):
        FolderChannel(tmp_path).send(NAME, b"UNB...")
    assert {} == files(tmp_path)


@pytest.mark.parametrize("name", ["", "../escaped.edi", ".hidden", "a/b.edi"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no name of a file"):
        FolderChannel(tmp_path).send(name, b"UNB...")


def test_what_was_sent_long_ago_is_forgotten(tmp_path: Path) -> None:
    channel = FolderChannel(tmp_path)
    channel.send("old.edi", b"1")
    os.utime(tmp_path / BESIDE / "old.edi.sent", (0, 0))
    channel.send("new.edi", b"2")
    assert ["new.edi.sent"] == os.listdir(tmp_path / BESIDE)


def test_the_check_leaves_nothing(tmp_path: Path) -> None:
    assert "can be written to" in FolderChannel(tmp_path).check()
    assert [] == list(tmp_path.iterdir())


def test_the_table_knows_its_settings_only() -> None:
    assert Path("outbox") == OutboxOptions().folder
    with pytest.raises(ValidationError):
        OutboxOptions.model_validate({"folder": "x", "host": "y"})
