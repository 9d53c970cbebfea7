"""The page's address is had at once, or refused with the remedy."""

import pytest

from ordermill.daemon.listening import Listening
from orders.errors import Misconfigured


def test_a_free_port_is_taken_and_told() -> None:
    with Listening.on("127.0.0.1", 0) as listening:
        port = listening.socket.getsockname()[1]
        assert f"http://127.0.0.1:{port}" == listening.address


def test_an_address_of_the_new_kind_stands_in_brackets() -> None:
    with Listening.on("::1", 0) as listening:
        assert listening.address.startswith("http://[::1]:")


def test_a_second_one_is_refused_before_it_serves_anything() -> None:
    with Listening.on("127.0.0.1", 0) as listening:
        port = listening.socket.getsockname()[1]
        with pytest.raises(Misconfigured, match=rf"127\.0\.0\.1:{port} \(Address already in use\)\. Stop what listens"):
            Listening.on("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(Misconfigured, match="set another host or port"):
        Listening.on("192.0.2.1", 0)
