"""The files of the widget and of the demo shop, held in memory: read and compressed once, at the start.

Only what was found then can be asked for, by its exact name, so that no path leads out of the directory.
"""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path

import rjsmin

_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}
_COMPRESSED = frozenset({".js", ".css", ".html", ".json", ".svg"})


@dataclass(frozen=True, slots=True)
class SiteFile:
    """`gzipped` is None when compressing does not help. `etag` is weak: it stands for both forms."""

    body: bytes
    gzipped: bytes | None
    content_type: str
    etag: str
    last_modified: str


def load_site(directory: Path) -> Mapping[str, SiteFile]:
    """Every file of a known type by its path under `directory`, with `/`. Hidden ones are left out."""
    if not directory.is_dir():
        return {}
    names = {file: file.relative_to(directory) for file in sorted(directory.rglob("*"))}
    return {
        name.as_posix(): _load(file)
        for file, name in names.items()
        if file.suffix in _TYPES and file.is_file() and not file.is_symlink() and not _is_hidden(name)
    }


def _is_hidden(name: Path) -> bool:
    return any(part.startswith(".") for part in name.parts)


def _without_comments(script: bytes) -> bytes:
    """The same script without comments and indentation, which are for its readers: a quarter of the bytes."""
    shorter: bytes = rjsmin.jsmin(script)
    return shorter


def _load(file: Path) -> SiteFile:
    body = _without_comments(file.read_bytes()) if file.suffix == ".js" else file.read_bytes()
    gzipped = gzip.compress(body, mtime=0) if file.suffix in _COMPRESSED else None
    return SiteFile(
        body=body,
        gzipped=gzipped if gzipped is not None and len(gzipped) < len(body) else None,
        content_type=_TYPES[file.suffix],
        etag=f'W/"{hashlib.sha256(body).hexdigest()[:20]}"',
        last_modified=formatdate(file.stat().st_mtime, usegmt=True),
    )
