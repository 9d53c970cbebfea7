"""Every policy that an order was validated with is kept, once, for as long as the database is."""

from decimal import Decimal

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from orders.ids import Digest
from orders.policy import Mode, Policies, Policy
from storage import tables
from storage.database import Store
from storage.errors import NotFound

AUTO = Policies(customers={"C-1": Policy(mode=Mode.AUTO, price_tolerance_percent=Decimal("2.50"))})


def test_what_is_kept_comes_back_and_is_kept_once(store: Store) -> None:
    with store.begin() as uow:
        first = uow.policies.keep(AUTO)
        assert first != uow.policies.keep(Policies())
    with store.begin() as uow:
        assert first == uow.policies.keep(AUTO)
        assert AUTO == uow.policies.get(first)
        assert 2 == uow.connection.execute(select(func.count()).select_from(tables.policies)).scalar_one()


def test_a_policy_that_no_order_had_is_not_found(store: Store) -> None:
    with store.read() as uow, pytest.raises(NotFound):
        uow.policies.get(Digest("0" * 64))


@pytest.mark.parametrize("statement", ["UPDATE policies SET body = ''", "DELETE FROM policies"])
def test_what_is_kept_cannot_be_changed(store: Store, statement: str) -> None:
    with store.begin() as uow:
        uow.policies.keep(AUTO)
    with pytest.raises(DBAPIError, match="append-only"), store.begin() as uow:
        uow.connection.execute(text(statement))
