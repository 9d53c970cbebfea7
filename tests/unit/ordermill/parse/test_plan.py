"""Which files are read: everything once, nothing of ours, and each with a place of its own."""

import json
import os
from pathlib import Path

import pytest

from ordermill.parse.plan import is_result, plan
from ordermill.parse.shape import FORMAT

RESULT = json.dumps({"format": FORMAT})


def put(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def targets(paths: list[Path], out: Path) -> dict[str, str]:
    """Each target below `out`, by the path of its source below the folder of the test."""
    root = out.parent
    return {str(job.source.relative_to(root)): str(job.target.relative_to(out)) for job in plan(paths, out).jobs}


def test_a_result_has_the_name_without_its_last_suffix(tmp_path: Path) -> None:
    put(tmp_path / "in/order.v2.edi")
    put(tmp_path / "in/plain")
    assert {"in/order.v2.edi": "order.v2.json", "in/plain": "plain.json"} == targets(
        [tmp_path / "in"], tmp_path / "out"
    )


def test_names_that_would_collide_keep_their_suffix(tmp_path: Path) -> None:
    put(tmp_path / "in/order.pdf")
    put(tmp_path / "in/order.edi")
    put(tmp_path / "in/other.edi")
    assert {
        "in/order.edi": "order.edi.json",
        "in/order.pdf": "order.pdf.json",
        "in/other.edi": "other.json",
    } == targets([tmp_path / "in"], tmp_path / "out")


def test_files_of_one_name_from_two_folders_both_get_a_result(tmp_path: Path) -> None:
    first, second, third = (put(tmp_path / folder / "order.pdf") for folder in "abc")
    found = targets([first, second, third], tmp_path / "out")
    assert 3 == len(set(found.values())) == len(found)


def test_a_name_that_is_another_ones_fallback_is_not_taken_twice(tmp_path: Path) -> None:
    for name in ("x", "x.pdf", "x.pdf.txt"):
        put(tmp_path / "in" / name)
    found = targets([tmp_path / "in"], tmp_path / "out")
    assert 3 == len(set(found.values())) == len(found)


def test_the_structure_below_a_folder_is_kept(tmp_path: Path) -> None:
    put(tmp_path / "in/a/order.pdf")
    put(tmp_path / "in/b/order.pdf")
    assert {"in/a/order.pdf": "a/order.json", "in/b/order.pdf": "b/order.json"} == targets(
        [tmp_path / "in"], tmp_path / "out"
    )


def test_a_file_named_twice_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = put(tmp_path / "in/order.pdf")
    monkeypatch.chdir(tmp_path)
    jobs = plan([order, tmp_path / "in", Path("in/../in/order.pdf"), Path("in")], tmp_path / "out").jobs
    assert 1 == len(jobs)


@pytest.mark.parametrize("named", ["in", "in/order.truth.json"])
def test_truth_is_never_read(tmp_path: Path, named: str) -> None:
    put(tmp_path / "in/order.truth.json")
    assert [] == plan([tmp_path / named], tmp_path / "out").jobs


def test_an_output_folder_inside_the_input_is_skipped_with_all_that_is_in_it(tmp_path: Path) -> None:
    put(tmp_path / "in/order.edi")
    put(tmp_path / "in/out/order.json", RESULT)
    put(tmp_path / "in/out/foreign.edi")
    jobs = plan([tmp_path / "in"], tmp_path / "in/out").jobs
    assert [tmp_path / "in/order.edi"] == [job.source for job in jobs]


@pytest.mark.parametrize("below", [".", "sub"])
def test_when_results_lie_beside_their_inputs_a_second_run_is_like_the_first(tmp_path: Path, below: str) -> None:
    put(tmp_path / "in" / below / "order.edi")
    put(tmp_path / "in" / below / "catalogue.json", "{}")
    first = plan([tmp_path / "in"], tmp_path / "in").jobs
    for job in first:
        assert not job.target.exists()
        put(job.target, RESULT)
    assert first == plan([tmp_path / "in"], tmp_path / "in").jobs


def test_a_link_to_the_output_is_the_output(tmp_path: Path) -> None:
    put(tmp_path / "in/order.edi")
    (tmp_path / "out").mkdir()
    (tmp_path / "in/link").symlink_to(tmp_path / "out")
    assert 1 == len(plan([tmp_path / "in"], tmp_path / "in/link").jobs)


@pytest.mark.parametrize(
    "text", ["", "no json", "[]", '{"format": "another/1"}', "[" * 100_000, json.dumps({"truth": True})]
)
def test_only_what_this_command_wrote_is_a_result(tmp_path: Path, text: str) -> None:
    assert not is_result(put(tmp_path / "x.json", text))
    assert is_result(put(tmp_path / "y.json", RESULT))


def test_a_pipe_is_no_result_and_hangs_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    assert not is_result(tmp_path / "pipe.json")
    assert 1 == len(plan([tmp_path], tmp_path).jobs)
