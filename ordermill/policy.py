"""From the table `[policy]` to the policy of each customer: what a customer's own table leaves out is as for all."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from config.loading import SettingsError, line_in, problems, read_table
from orders.errors import Misconfigured
from orders.policy import Policies, Policy

_OF_ALL = frozenset(Policies.model_fields) - {"default", "customers"}
"""What can be set in `[policy]` only: it does not depend on whose the order is."""


def policies_in(file: Path) -> Policies:
    """Those of a file with a table `[policy]`, be it the settings or a draft of them. Raises `Misconfigured`."""
    try:
        table = read_table(file)
    except SettingsError as error:
        raise Misconfigured(str(error)) from error
    if not isinstance(table.get("policy"), Mapping):
        raise Misconfigured(f"{file} has no table [policy]. Copy that of ordermill.toml and change it there.")
    return policies(table["policy"], file)


def policies(table: Mapping[str, Any], file: Path) -> Policies:
    """`[policy]` holds the defaults; `[policy.customers.<number>]` what differs for one customer.

    Raises `Misconfigured` naming the file, the line, the setting and what to do.
    """
    defaults = {name: value for name, value in table.items() if name != "customers" and name not in _OF_ALL}
    of_all = {name: value for name, value in table.items() if name in _OF_ALL}
    customers = table.get("customers", {})
    if not isinstance(customers, Mapping):
        raise Misconfigured("[policy] customers: give each customer a table of its own, [policy.customers.<number>]")
    default = _policy(file, (), defaults, {})
    own = {number: _policy(file, ("customers", number), rows, defaults) for number, rows in customers.items()}
    try:
        return Policies(default=default, customers=own, **of_all)
    except ValidationError as error:
        raise Misconfigured(problems(error, f"[policy] in {file}", line_in(file, "policy"))) from error


def _policy(file: Path, path: tuple[str, ...], table: Any, defaults: Mapping[str, Any]) -> Policy:
    section = f"[{'.'.join(('policy', *path))}]"
    if not isinstance(table, Mapping):
        raise Misconfigured(f"{section} has to be a table of settings.")
    try:
        return Policy.model_validate(_inherited(defaults, table))
    except ValidationError as error:
        raise Misconfigured(problems(error, f"{section} in {file}", line_in(file, "policy", *path))) from error


def _inherited(defaults: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The own values, then the defaults; of a table within, value by value."""
    tables = {
        name: {**defaults[name], **value}
        for name, value in own.items()
        if isinstance(value, Mapping) and isinstance(defaults.get(name), Mapping)
    }
    return {**defaults, **own, **tables}
