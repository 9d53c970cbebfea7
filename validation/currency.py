"""In which currency the order is."""

from orders.currencies import Currency, currency, currency_written, shared_sign, sharing
from orders.evidence import Evidence, PolicyDefault, ReferenceRow
from orders.findings import FindingCode
from orders.reading import Read
from orders.resolution import Fact, Resolution
from validation.rule import Case, Verdict
from validation.words.wording import block, fix, hold, note, with_fixes


class WhichCurrency:
    """Resolves the currency stated, else that of the policy or the customer. A sign such as `$` is one of these too."""

    name = "currency"
    needs = frozenset({Fact.CUSTOMER})
    gives = frozenset({Fact.CURRENCY})

    def examine(self, case: Case) -> Verdict:
        read = case.reading.currency
        if read is None or not read.value.strip():
            return _absent(case)
        stated = currency(read.value.strip().upper()) or currency_written(read.value)
        if stated is not None:
            return _stated(case, stated, read.evidence)
        if possible := sharing(shared_sign(read.value)):
            return _signed(case, read, possible)
        return _unknown(case, read.value.strip())


def _stated(case: Case, stated: Currency, evidence: tuple[Evidence, ...]) -> Verdict:
    resolutions = (_resolution(stated, evidence),)
    agreed = _of_customer(case)
    if not agreed or agreed == stated.code:
        return Verdict(resolutions=resolutions)
    message = f"The order is in {stated.code}, but {agreed} is agreed with the customer. Confirm the currency."
    differs = hold(FindingCode.CURRENCY_DIFFERS, "currency", message, found=stated.code, expected=agreed)
    return Verdict(resolutions, (with_fixes(differs, fix(f"It is {agreed}", "currency", agreed)),))


def _unknown(case: Case, text: str) -> Verdict:
    agreed = _of_customer(case)
    message = f"The currency {text!r} is not one of ISO 4217, or can mean several. Type its code, such as EUR."
    unknown = block(FindingCode.INVALID_VALUE, "currency", message, found=text, expected=agreed)
    fixes = [fix(f"It is {agreed}", "currency", agreed)] if agreed else []
    return Verdict(findings=(with_fixes(unknown, *fixes),))


def _signed(case: Case, read: Read[str], possible: frozenset[str]) -> Verdict:
    """A sign that several currencies share means the one that is agreed, if it has the sign."""
    default, agreed = currency(case.policy.currency_when_absent), currency(_of_customer(case))
    meant = default or agreed
    if meant and meant.code in possible:
        return Verdict(resolutions=(_resolution(meant, read.evidence),))
    if not case.resolved("customer"):
        # Another rule says that the customer is not known; with it the currency will be.
        return Verdict()
    return _unknown(case, read.value.strip())


def _absent(case: Case) -> Verdict:
    default, agreed = currency(case.policy.currency_when_absent), currency(_of_customer(case))
    if default:
        return _assumed(default, PolicyDefault(setting="currency_when_absent"), "that of the policy")
    if agreed:
        row = ReferenceRow(table="customers", key=case.resolved("customer"), snapshot=case.reference.snapshot)
        return _assumed(agreed, row, "that of the customer")
    if not case.resolved("customer"):
        # Another rule says that the customer is not known; with it the currency will be.
        return Verdict()
    message = "The order names no currency, and none is known of the customer. Type its code, such as EUR."
    return Verdict(findings=(block(FindingCode.MISSING_FIELD, "currency", message),))


def _assumed(assumed: Currency, evidence: Evidence, whose: str) -> Verdict:
    message = f"The order names no currency; {assumed.code} is taken, {whose}."
    return Verdict(
        (_resolution(assumed, (evidence,)),),
        (note(FindingCode.MISSING_FIELD, "currency", message, expected=assumed.code),),
    )


def _of_customer(case: Case) -> str:
    customer = case.reference.customer(case.resolved("customer")) if case.resolved("customer") else None
    return customer.currency if customer else ""


def _resolution(found: Currency, evidence: tuple[Evidence, ...]) -> Resolution:
    return Resolution(fact=Fact.CURRENCY, path="currency", value=found.code, label=found.name, evidence=evidence)
