"""The contract suite says what the ERP in memory does as an adapter; here is what it shows of itself."""

from erp_adapters.adapter import ErpOrderState, Posting
from erp_adapters.memory.adapter import MemoryErp, MemoryOptions
from orders.ids import PostingId
from tests.fakes.purchase_orders import purchase_order


def test_all_orders_can_be_seen_cancelled_and_clerks_ones_too() -> None:
    erp = MemoryErp.from_options("memory", MemoryOptions())
    erp.cancel(erp.create(Posting(PostingId("p1"), purchase_order())))
    erp.create(Posting(PostingId("p2"), purchase_order()))
    erp.type_in(purchase_order())
    assert [
        ("p1", ErpOrderState.CANCELLED),
        ("p2", ErpOrderState.DRAFT),
        ("", ErpOrderState.RELEASED),
    ] == [(order.posting_id, order.state) for order in erp.orders()]


def test_a_second_create_makes_a_second_order_as_in_most_erps() -> None:
    erp, posting = MemoryErp(), Posting(PostingId("p1"), purchase_order())
    assert erp.create(posting) != erp.create(posting)
    assert 2 == len(erp.find_orders(posting))
