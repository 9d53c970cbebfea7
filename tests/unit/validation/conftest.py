"""The invented company, opened once, a trial against it, and trials against it with further files."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from ordermill import registry
from storage.database import Store
from tests.fakes.company import COMPANY, open_company, reference_of
from tests.fakes.trial import Trial


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with closing(open_company(tmp_path_factory.mktemp("archive"))) as store:
        yield store


@pytest.fixture
def trial(company: Store) -> Iterator[Trial]:
    with reference_of(company) as reference:
        yield Trial(reference, registry.rules())


@pytest.fixture
def trial_with(tmp_path: Path) -> Iterator[Callable[..., Trial]]:
    """A trial against the company with these further files: by name, their lines, the header first."""
    with ExitStack() as opened:

        def with_files(**files: str) -> Trial:
            folder = shutil.copytree(COMPANY, tmp_path / "company")
            for name, text in files.items():
                (folder / f"{name}.csv").write_text("\n".join(text.split()) + "\n")
            store = opened.enter_context(closing(open_company(tmp_path / "archive", folder)))
            return Trial(opened.enter_context(reference_of(store)), registry.rules())

        yield with_files
