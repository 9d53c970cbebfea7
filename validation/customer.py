"""Who ordered: witnesses of the document that agree on one customer."""

from collections.abc import Iterable, Sequence

from orders.evidence import ReferenceRow
from orders.findings import Finding, FindingCode, Fix
from orders.reference import Customer
from orders.resolution import Fact, Resolution
from validation.parties.places import same_place
from validation.parties.witnesses import Grade, Witness, witnesses
from validation.rule import Case, Verdict
from validation.words.wording import block, fix, hold, note, with_fixes


class WhichCustomer:
    """Resolves the customer where the document leaves no doubt; lists the candidates where it does.

    The best grade of witness decides, and all of that grade must agree. A hint alone names a customer but holds the
    order, unless the order itself shows that customer's part numbers or a delivery address of its.
    """

    name = "customer"
    needs: frozenset[Fact] = frozenset()
    gives = frozenset({Fact.CUSTOMER})

    def examine(self, case: Case) -> Verdict:
        if not case.reference.has("customers"):
            return Verdict(findings=(_not_checked(),))
        if chosen := case.resolved("customer"):
            return _chosen(case, chosen)
        heard = witnesses(case)
        if not heard:
            return Verdict(findings=(_unknown(case),))
        candidates = _candidates(heard)
        if len(candidates) != 1:
            return Verdict(findings=(_ambiguous(heard),))
        return _resolved(case, candidates[0], heard)


def _candidates(heard: Sequence[Witness]) -> tuple[Customer, ...]:
    """Those on whom all witnesses of the best grade agree, narrowed by the others where they can."""
    best = max(witness.grade for witness in heard)
    common = frozenset.intersection(*(witness.numbers for witness in heard if witness.grade == best))
    for witness in heard:
        common = common & witness.numbers or common
    known = {customer.number: customer for witness in heard for customer in witness.customers}
    return tuple(known[number] for number in sorted(common))


def _resolved(case: Case, customer: Customer, heard: Sequence[Witness]) -> Verdict:
    speaking = [witness for witness in heard if customer.number in witness.numbers]
    taught = [
        evidence for witness in speaking if witness.kind in {"taught", "profile"} for evidence in witness.evidence
    ]
    row = ReferenceRow(table="customers", key=customer.number, snapshot=case.reference.snapshot)
    resolution = Resolution(
        fact=Fact.CUSTOMER,
        path="customer",
        value=customer.number,
        label=customer.name,
        evidence=(row, *taught),
    )
    doubts = (*_contradictions(customer, heard), *_hint_only(case, customer, speaking), *_blocked(customer))
    return Verdict(resolutions=(resolution,), findings=doubts)


def _contradictions(customer: Customer, heard: Sequence[Witness]) -> Iterable[Finding]:
    against = [
        witness
        for witness in heard
        if witness.kind in {"domain", "name", "profile"} and customer.number not in witness.numbers
    ]
    for witness in against:
        other = witness.customers[0]
        doubt = hold(
            FindingCode.CUSTOMER_AMBIGUOUS,
            "customer",
            f"The order is taken to be from {_named(customer)}, but its {witness.about} is that of {_named(other)}. "
            "Confirm the customer.",
            found=other.number,
            expected=customer.number,
        )
        yield with_fixes(doubt, *_choices((customer, other)))


def _hint_only(case: Case, customer: Customer, speaking: Sequence[Witness]) -> Iterable[Finding]:
    if max(witness.grade for witness in speaking) > Grade.HINT or len({_fact(witness) for witness in speaking}) > 1:
        return
    hint = speaking[0]
    sentence = f"Only the {hint.about} says that the order is from {_named(customer)}."
    fits = "What it orders fits." if _shown_by_content(case, customer) else ""
    if fits or hint.kind == "name":
        settled = fits or "No address contradicts it."
        yield note(FindingCode.CUSTOMER_AMBIGUOUS, "customer", f"{sentence} {settled}", found=hint.about)
    else:
        doubt = hold(FindingCode.CUSTOMER_AMBIGUOUS, "customer", f"{sentence} Confirm the customer.", found=hint.about)
        yield with_fixes(doubt, fix(f"It is {_named(customer)}", "customer", customer.number, teaches=True))


def _fact(witness: Witness) -> str:
    """What was looked at: a From address that somebody taught is still only the From address."""
    return "domain" if witness.kind == "taught" else witness.kind


def _shown_by_content(case: Case, customer: Customer) -> bool:
    """Whether the order has part numbers or a delivery address that belong to this customer."""
    numbers = {line.buyer_item.value.strip() for line in case.reading.lines if line.buyer_item}
    if any(case.reference.items_of_customer(customer.number, number) for number in sorted(numbers)[:5] if number):
        return True
    place = case.reading.ship_to
    return place is not None and any(same_place(place, known) for known in case.reference.ship_tos(customer.number))


def _chosen(case: Case, number: str) -> Verdict:
    customer = case.reference.customer(number)
    if customer is None:
        message = f"There is no customer {number} in the reference data. Choose another one."
        return Verdict(findings=(block(FindingCode.CUSTOMER_UNKNOWN, "customer", message, found=number),))
    label = Resolution(fact=Fact.CUSTOMER, path="customer", value=number, label=customer.name)
    return Verdict(resolutions=(label,), findings=tuple(_blocked(customer)))


def _blocked(customer: Customer) -> Iterable[Finding]:
    if customer.blocked:
        message = f"{_named(customer)} is blocked. Ask accounting before you let the order pass."
        yield hold(FindingCode.CUSTOMER_BLOCKED, "customer", message, found=customer.number)


def _unknown(case: Case) -> Finding:
    buyer = case.reading.buyer
    reads = [] if buyer is None else [buyer.name, buyer.id, buyer.vat_id, buyer.postcode]
    shown = ", ".join(read.value for read in reads if read) or case.reading.sender or "nothing of its sender"
    return block(
        FindingCode.CUSTOMER_UNKNOWN,
        "customer",
        f"No customer fits what the order shows: {shown}. Choose the customer, or set it up in the ERP first.",
        found=shown,
    )


def _ambiguous(heard: Sequence[Witness]) -> Finding:
    by_number = {customer.number: customer for witness in heard for customer in witness.customers}
    candidates = tuple(by_number.values())
    said = "; ".join(f"the {witness.about} fits {', '.join(sorted(witness.numbers))}" for witness in heard)
    return with_fixes(
        block(
            FindingCode.CUSTOMER_AMBIGUOUS,
            "customer",
            f"More than one customer may have ordered: {said}. Choose one.",
            found=", ".join(sorted(by_number)),
        ),
        *_choices(candidates),
    )


def _choices(customers: Sequence[Customer]) -> Iterable[Fix]:
    return (fix(f"It is {_named(customer)}", "customer", customer.number, teaches=True) for customer in customers)


def _named(customer: Customer) -> str:
    return f"{customer.name} ({customer.number})"


def _not_checked() -> Finding:
    message = "The customer was not checked: none are loaded. Import customers.csv; no order is complete without."
    return note(FindingCode.REFERENCE_MISSING, "customer", message, found="customers")
