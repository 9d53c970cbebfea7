"""The service of systemd agrees with the program that it starts."""

from configparser import ConfigParser
from pathlib import Path

from ordermill.exits import Exit

UNIT = Path(__file__).parents[3] / "deploy/ordermill.service"


def test_the_unit_starts_a_command_and_knows_its_exit_codes() -> None:
    unit = ConfigParser(interpolation=None, strict=False)
    unit.read(UNIT)
    service = unit["Service"]
    program, command, *_ = service["ExecStart"].split()
    assert ("ordermill", "run") == (Path(program).name, command)
    assert str(int(Exit.MISCONFIGURED)) == service["RestartPreventExitStatus"]
    # Children leave the network by a namespace.
    assert "RestrictNamespaces" not in service
