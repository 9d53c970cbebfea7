"""Templates: everything is escaped unless a template says otherwise, and none does."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from exceptions_queue.views import formatting
from exceptions_queue.views.paths import worded

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


class Pages:
    """Renders templates with the words and formats that all pages share."""

    def __init__(self, refresh_seconds: int) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(
            static=_static_urls().__getitem__, icon=icon, refresh_seconds=refresh_seconds, section=""
        )
        self._environment.filters.update(
            money=formatting.money,
            moment=formatting.moment,
            short=formatting.moment_short,
            grouped=formatting.grouped,
            first_of=formatting.first_of,
            worded=worded,
        )

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A whole page, or the part of one that htmx asked for."""
        return HTMLResponse(self._environment.get_template(template).render(values), status)


def icon(name: str, label: str = "") -> Markup:
    """A glyph of `static/icons.svg`; without a label it is decoration that screen readers pass over."""
    naming = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="icon icon-{0}" {1}><use href="{2}#{0}"/></svg>').format(
        escape(name), naming, _static_urls()["icons.svg"]
    )


@cache
def _static_urls() -> Mapping[str, str]:
    return {path.relative_to(STATIC).as_posix(): _address(path) for path in STATIC.rglob("*") if path.is_file()}


def _address(path: Path) -> str:
    # The content's hash in the address: after an update no browser mixes old scripts with new pages.
    return f"/static/{path.relative_to(STATIC).as_posix()}?{sha256(path.read_bytes()).hexdigest()[:12]}"
