"""Settings: the environment wins, what is wrong is named with its remedy, and no value is ever repeated."""

from decimal import Decimal
from pathlib import Path

import pytest

from config.loading import SettingsError, load_settings, unknown_variables

LEAST = '[erp]\nadapter = "file_drop"\nfolder = "out"\n'


def write(folder: Path, text: str) -> Path:
    file = folder / "ordermill.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_example_can_be_used_as_it_is(tmp_path: Path) -> None:
    example = (Path(__file__).parents[3] / "config/example.toml").read_text()
    settings = load_settings(write(tmp_path, example))
    assert ("file_drop", {"folder": "sales_orders"}) == (settings.erp.adapter, settings.erp.options)
    assert ["edi"] == list(settings.sources)


def test_what_the_example_leaves_commented_can_be_used_too(tmp_path: Path) -> None:
    example = (Path(__file__).parents[3] / "config/example.toml").read_text()
    lines = [
        line.removeprefix("# ") if line.startswith("# ") and (" = " in line or line.startswith("# [")) else line
        for line in example.splitlines()
    ]
    settings = load_settings(write(tmp_path, "\n".join(lines)))
    assert {"edi", "mailbox"} == set(settings.sources)
    assert {"mode": "auto", "price_tolerance_percent": 2} == settings.policy["customers"]["C1001"]


def test_data_lies_beside_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path, LEAST)
    monkeypatch.chdir("/")
    assert tmp_path / "data" == load_settings(file).data_dir


def test_amounts_are_exact(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, LEAST + "[policy]\nprice_tolerance_percent = 0.1\n"))
    assert {"price_tolerance_percent": Decimal("0.1")} == settings.policy


class TestEnvironment:
    def test_a_variable_wins_over_the_file_and_leaves_its_neighbours(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ORDERMILL_WEB__PORT", "9000")
        web = load_settings(write(tmp_path, LEAST + '[web]\nport = 1\nhost = "::1"\n')).web
        assert (9000, "::1") == (web.port, web.host)

    @pytest.mark.parametrize(
        "password", ["secret", "12345", "007", "true", "null", "1e5", "[1]", '{"a": 1}', '"quoted"']
    )
    def test_a_password_is_taken_as_it_is(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, password: str) -> None:
        monkeypatch.setenv("ORDERMILL_SOURCES__MAILBOX__PASSWORD", password)
        file = write(tmp_path, LEAST + '[sources.mailbox]\nkind = "imap"\nhost = "mail.example"\n')
        assert {"host": "mail.example", "password": password} == load_settings(file).sources["mailbox"].options

    def test_the_url_of_the_database_is_not_shown(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ORDERMILL_DATABASE_URL", "postgresql://u:geheim@h/d")
        settings = load_settings(write(tmp_path, LEAST))
        assert "geheim" not in f"{settings!r} {settings}"
        assert "geheim" in settings.database_url.get_secret_value()

    def test_a_wrong_value_may_come_from_a_variable(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ORDERMILL_WEB__PORT", "geheim")
        with pytest.raises(SettingsError, match="with ORDERMILL_WEB__PORT of the environment, has settings") as wrong:
            load_settings(write(tmp_path, LEAST))
        assert "geheim" not in str(wrong.value)

    def test_a_misspelt_variable_is_found(self) -> None:
        names = ["ORDERMILL_WEB__PORT", "ORDERMILL_CONFIG", "ORDERMILL_WBE__PORT", "ORDERMILL_DATABASEURL", "PATH"]
        assert ["ORDERMILL_DATABASEURL", "ORDERMILL_WBE__PORT"] == unknown_variables(dict.fromkeys(names, ""))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "erp: this setting is required"),
        ("[erp]\n", "erp.adapter: this setting is required"),
        (LEAST + "[wbe]\nport = 1\n", "wbe: there is no such setting; check the spelling"),
        (LEAST + '[web]\nport = "geheim"\n', "web.port:"),
        (LEAST + "[web]\nport = 70000\n", "web.port:"),
        (LEAST + '[log]\nlevel = "geheim"\n', "log.level:"),
        (LEAST + "[runner]\nworkers = 0\n", "runner.workers:"),
        (LEAST + "[sources.edi]\npath = 'x'\n", "sources.edi.kind: this setting is required"),
        (LEAST + "[sources.edi]\nkind = 'folder'\npoll_every = 0\n", "sources.edi.poll_every:"),
        ("[erp\n", "is not valid TOML"),
    ],
)
def test_a_wrong_setting_is_named_and_its_value_is_not(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as wrong:
        load_settings(write(tmp_path, text))
    assert said in str(wrong.value)
    assert "ordermill.toml" in str(wrong.value)
    assert "geheim" not in str(wrong.value)


def test_bytes_that_are_no_text_are_said_to_be(tmp_path: Path) -> None:
    file = tmp_path / "ordermill.toml"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(file)
