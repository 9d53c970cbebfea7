"""The decisions on an order. Each answers with the order as it is afterwards."""

import re
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from exceptions_queue import deciding
from exceptions_queue.deciding import Typed
from exceptions_queue.problems import NotPossible
from exceptions_queue.routes.desk import Version, WithDesk
from orders.decision import LearnScope
from orders.ids import OrderId

router = APIRouter(prefix="/orders/{order_id}")

_FIELD, _SEEN = "field:", "seen:"
_ORDER_ADDRESS = re.compile(r"(?:.*/orders/)?([A-Za-z0-9_-]{1,64})/?(?:[?#].*)?")


@router.post("/correct")
async def correct(request: Request, desk: WithDesk) -> Response:
    """Take the fields of the form that say something else than the order does, and validate again.

    The form's fields are paths of the reading, hence not known in advance: `field:lines[0].quantity`, and beside it
    `seen:lines[0].quantity` with the anchor of the place where the person saw the value.
    """
    async with request.form(max_fields=20_000) as form:
        paths = [name.removeprefix(_FIELD) for name in form if name.startswith(_FIELD)]
        typed = tuple(Typed(path, str(form[_FIELD + path]), str(form.get(_SEEN + path, ""))) for path in paths)
        learn, version = str(form.get("learn", LearnScope.THIS_ORDER)), str(form.get("version", ""))
    if learn not in set(LearnScope) or not version.isdecimal():
        raise NotPossible("A part of the form is missing: reload the page and repeat.")
    carry_out = partial(deciding.correct, typed=typed, learn=LearnScope(learn))
    return await run_in_threadpool(desk.decide, int(version), carry_out, "Changed, and checked again.")


@router.post("/fix")
def fix(
    desk: WithDesk,
    version: Version,
    finding: Annotated[str, Form()],
    fix: Annotated[int, Form()],
    learn: Annotated[LearnScope, Form()] = LearnScope.THIS_ORDER,
) -> Response:
    """Take the suggested remedy with this number of the finding with this fingerprint."""
    carry_out = partial(deciding.take_fix, fingerprint=finding, number=fix, learn=learn)
    return desk.decide(version, carry_out, "Mended, and checked again.")


@router.post("/approve")
def approve(
    desk: WithDesk,
    version: Version,
    accepted: Annotated[tuple[str, ...], Form()] = (),
    learn: Annotated[LearnScope, Form()] = LearnScope.THIS_ORDER,
) -> Response:
    """Post as it stands, when nothing is left that another person has to accept too."""
    return desk.decide(version, partial(deciding.approve, accepted=accepted, learn=learn), "Approved.")


@router.post("/refuse")
def refuse(desk: WithDesk, version: Version, reason: Annotated[str, Form()] = "") -> Response:
    """Set aside with a reason."""
    return desk.decide(version, partial(deciding.refuse, reason=reason), "Refused and set aside.")


@router.post("/duplicate")
def duplicate(desk: WithDesk, version: Version, of: Annotated[str, Form()] = "") -> Response:
    """Set aside as a copy of another order, which is named by its id or the address of its page."""
    named = _ORDER_ADDRESS.fullmatch(of.strip())
    if named is None:
        raise NotPossible("Name the other order by the address of its page.")
    return desk.decide(version, partial(deciding.mark_duplicate, of=OrderId(named[1])), "Marked as a duplicate.")


@router.post("/apply")
def apply_change(desk: WithDesk, version: Version, concerned: Annotated[int, Form()]) -> Response:
    """Carry a change out on the order that waits; `concerned` is that order's version."""
    carry_out = partial(deciding.apply_change, concerned_version=concerned)
    return desk.decide(version, carry_out, "Carried out on the order that waits.")


@router.post("/record-change")
def record_change(
    desk: WithDesk,
    version: Version,
    concerned: Annotated[int, Form()],
    accepted: Annotated[tuple[str, ...], Form()] = (),
) -> Response:
    """Take a change as carried out in the ERP, with the differences that are accepted."""
    carry_out = partial(deciding.record_change, concerned_version=concerned, accepted=accepted)
    return desk.decide(version, carry_out, "Recorded as carried out in the ERP.")


@router.post("/retry")
def retry(desk: WithDesk, version: Version) -> Response:
    """Try the stage again."""
    return desk.decide(version, deciding.retry, "Checked again.")


@router.post("/record")
def record(desk: WithDesk, version: Version, erp_reference: Annotated[str, Form()] = "") -> Response:
    """Take an order of the ERP as the posting."""
    return desk.decide(version, partial(deciding.record_posted, erp_reference=erp_reference), "Recorded as posted.")
