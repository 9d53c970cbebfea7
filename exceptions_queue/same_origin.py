"""Refuses changes that another site's page asks for (cross-site request forgery).

Browsers say where a request comes from in Sec-Fetch-Site, and older ones in Origin; neither can be set by a page. So no
token is needed in any form, and none can be forgotten. See the Fetch Metadata specification (https://www.w3.org/TR/fetch-metadata/).
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def is_own_request(method: str, headers: Headers) -> bool:
    """Whether a request only reads, or was made by a page of this very host.

    A change that names neither header is refused: every browser of today sends one.
    """
    if method in SAFE_METHODS:
        return True
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    # Behind a proxy that ends TLS the scheme differs, hence host and port only.
    return origin is not None and urlsplit(origin).netloc == headers.get("host")
