"""Whether the doctor asks for the name of the mail server."""

from pathlib import Path

import pytest

from config.loading import load_settings
from ordermill.doctor import senders

MAILBOX = '[sources.{name}]\nkind = "{kind}"\npath = "in"\n'


@pytest.mark.parametrize(
    ("kind", "policy", "dkim", "state", "says"),
    [
        ("maildir", "", "", "weak", "Mails come in from orders, and nothing is known"),
        ("eml_folder", "", "", "weak", "trusted_mail_servers"),
        ("folder", "", "", "", ""),
        ("maildir", 'trusted_mail_servers = ["mx.example.com"]', "", "good", "what mx.example.com recorded"),
        ("maildir", "", "verify = true", "good", "verified here"),
        ("maildir", "trusted_mail_servers = 1", "", "", ""),
    ],
)
def test_who_sends_mails(tmp_path: Path, kind: str, policy: str, dkim: str, state: str, says: str) -> None:
    file = tmp_path / "ordermill.toml"
    source = MAILBOX.format(name="orders", kind=kind)
    file.write_text(f'{source}[erp]\nadapter = "memory"\n[policy]\n{policy}\n[dkim]\n{dkim}\n')
    checks = list(senders.all_of(file, load_settings(file)))
    assert [state] * bool(state) == [check.state.value for check in checks]
    assert all(says in check.message for check in checks)
