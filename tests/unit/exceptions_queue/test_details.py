"""Facts beside a finding's sentence stand in rows, what is compared side by side."""

import pytest
from starlette.testclient import TestClient

from orders.findings import Detail, Finding, FindingCode, Severity
from tests.fakes.world import World


@pytest.mark.parametrize("severity", [Severity.HOLD, Severity.NOTE])
def test_details_stand_side_by_side_and_are_only_text(world: World, clerk: TestClient, severity: Severity) -> None:
    arrival = world.receive(b"ORDER P-9 C-1\nPART-A 1 1.00", name="order.txt")
    world.run()
    order = world.order(arrival)
    finding = Finding(
        code=FindingCode.SHIP_TO_CHANGED,
        severity=severity,
        message="The delivery address is a known one but for its street.",
        path="ship_to",
        details=(
            Detail(name="Street", text="Lindenstr. 14", beside="Lindenstr. 4"),
            Detail(name="City", text="<b>Hannover</b>"),
        ),
    )
    with world.flow.store.begin() as uow:
        uow.orders.replace_findings(order.id, (*order.findings, finding))
    page = clerk.get(f"/orders/{order.id}").text
    assert '<th scope="row">Street</th><td>Lindenstr. 14</td><td>Lindenstr. 4</td>' in page
    assert "<td>&lt;b&gt;Hannover&lt;/b&gt;</td><td></td>" in page
