"""The settings of one installation, as written in `ordermill.toml`.

Values come from the file; an environment variable `ORDERMILL_<SECTION>__<NAME>` wins over it, which is the place for
secrets. What belongs to a plug-in (a source, an adapter, the policy) stays a raw table here: its owner publishes the
model that it is checked against, so that a new plug-in needs no change in this package.
"""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

Seconds = Annotated[int, Field(gt=0)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WebSettings(_Section):
    """Where the exceptions queue listens. Anything but loopback belongs behind a proxy that speaks TLS."""

    host: str = "127.0.0.1"
    """The address to listen on."""
    port: Annotated[int, Field(ge=0, le=65535)] = 8480
    """0 takes a free one."""
    secure_cookies: bool = True
    """Off only while the page is opened as `http://` on this machine, as `ordermill init` writes it; on behind TLS."""
    session_hours: Annotated[int, Field(gt=0)] = 12
    """After how many hours a person signs in again, however busy they are."""


class RunnerSettings(_Section):
    """How the work is carried out."""

    processes: Annotated[int, Field(gt=0, le=64)] = 2
    """How many processes carry out work, the daemon included: about as many as the machine has cores."""
    workers: Annotated[int, Field(gt=0, le=64)] = 2
    """How many stages run at once in each of them, and how many documents are read at once."""
    lease: Seconds = 120
    """Seconds that a claim lives without a heartbeat; longer than the ERP adapter's deadline."""
    sweep_every: Seconds = 30
    """How often work of dead workers is looked for, in seconds."""


class DkimSettings(_Section):
    """Whether Ordermill verifies the signatures of mails itself, which asks the DNS for the keys of their senders."""

    verify: bool = False
    """On where your mail server records no results, or its name cannot be trusted."""
    seconds: Annotated[float, Field(gt=0, le=30)] = 3
    """How long the DNS may take for a key; of a mail at most three are asked for."""


class PartnersSettings(_Section):
    """What is agreed with those who send EDI."""

    folder: Path | None = None
    """A folder with a profile for each partner; they are read when the service starts. Without it nothing is agreed."""


class LogSettings(_Section):
    """What is logged and how."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    """The least that is logged."""
    format: Literal["json", "console"] = "json"
    """One JSON object a line, or readable on a terminal."""


class SourceSettings(BaseModel):
    """One source: its kind, how often it is polled, and the options of its kind."""

    model_config = ConfigDict(frozen=True, extra="allow")

    kind: str
    """Which source it is: one of those below, or of an installed plug-in."""
    poll_every: Seconds = 30
    """Seconds between two looks."""

    @property
    def options(self) -> dict[str, Any]:
        """The raw options, to be checked against the model of the source's kind."""
        return dict(self.model_extra or {})


class ErpSettings(BaseModel):
    """The ERP adapter and its options."""

    model_config = ConfigDict(frozen=True, extra="allow")

    adapter: str
    """Which ERP it is: one of those below, or of an installed plug-in."""

    @property
    def options(self) -> dict[str, Any]:
        """The raw options, to be checked against the model of the adapter."""
        return dict(self.model_extra or {})


class _TextVariables(EnvSettingsSource):
    """Variables as the text they are: read as JSON, the password 12345 would be a number and "007" lose its quotes."""

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        return value


class Settings(BaseSettings):
    """Everything that can be set. `data_dir` and all relative paths are relative to the settings file's folder."""

    model_config = SettingsConfigDict(
        env_prefix="ORDERMILL_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    data_dir: Path = Path("data")
    """Where the originals of all that arrived are kept, and the SQLite database."""
    database_url: SecretStr = SecretStr("")
    """Empty: SQLite in `data_dir`. PostgreSQL: `postgresql+psycopg://user:password@host/name`."""
    web: WebSettings = WebSettings()
    runner: RunnerSettings = RunnerSettings()
    log: LogSettings = LogSettings()
    dkim: DkimSettings = DkimSettings()
    partners: PartnersSettings = PartnersSettings()
    sources: dict[str, SourceSettings] = Field(default_factory=dict)
    erp: ErpSettings
    policy: dict[str, Any] = Field(default_factory=dict)
    forward: dict[str, Any] = Field(default_factory=dict)
    replies: dict[str, Any] = Field(default_factory=dict)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The file's content arrives as init values; the environment wins over it. No .env file is read."""
        return _TextVariables(settings_cls), init_settings
