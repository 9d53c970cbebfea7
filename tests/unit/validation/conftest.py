"""The invented company, opened once, and a trial against it."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from ordermill import registry
from storage.database import Store
from tests.fakes.company import open_company, reference_of
from tests.fakes.trial import Trial


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with closing(open_company(tmp_path_factory.mktemp("archive"))) as store:
        yield store


@pytest.fixture
def trial(company: Store) -> Iterator[Trial]:
    with reference_of(company) as reference:
        yield Trial(reference, registry.rules())
