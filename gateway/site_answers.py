"""How a file of a site is answered: what it may load, how long it is kept, and whether the browser has it."""

from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from sanic.request import Request
from sanic.response import HTTPResponse

from gateway.errors import NotFound
from gateway.site_files import SiteFile

STRICT = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


def serve(request: Request, site: Mapping[str, SiteFile], name: str, cache_control: str) -> HTTPResponse:
    """Raises `NotFound`."""
    file = site.get(name)
    if file is None:
        raise NotFound("There is no such file.")
    headers = {
        **STRICT,
        "etag": file.etag,
        "last-modified": file.last_modified,
        "cache-control": cache_control,
    }
    if _is_unchanged(request, file):
        return HTTPResponse(status=304, headers=headers)
    if file.gzipped is not None and _takes_gzip(request):
        headers["content-encoding"] = "gzip"
        return HTTPResponse(file.gzipped, headers=headers, content_type=file.content_type)
    return HTTPResponse(file.body, headers=headers, content_type=file.content_type)


def _is_unchanged(request: Request, file: SiteFile) -> bool:
    """Whether the browser has this version (RFC 9110, 13.2.2: an ETag beats a date)."""
    known = request.headers.get("if-none-match")
    if known is not None:
        return known.strip() == "*" or file.etag in {tag.strip() for tag in known.split(",")}
    since = request.headers.get("if-modified-since")
    try:
        return since is not None and parsedate_to_datetime(file.last_modified) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False


def _takes_gzip(request: Request) -> bool:
    codings = request.headers.get("accept-encoding", "").lower().replace(" ", "").split(",")
    return any(
        coding == "gzip" or (coding.startswith("gzip;q=") and coding[7:].strip("0.")) for coding in codings
    )
