"""The files of the widget and of the demo shop, held in memory: read and compressed once, at the start.

Only what was found then can be asked for, by its exact name, so that no path leads out of the directory.
"""

import gzip
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path

import rcssmin
import rjsmin

from gateway.joined_scripts import join_scripts

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
_STYLES = re.compile(rb"(?<=\breplaceSync\(`)[^`$\\]*(?=`\))")
_COMPRESSED = frozenset({".js", ".css", ".html", ".json", ".svg"})


@dataclass(frozen=True, slots=True)
class SiteFile:
    """`gzipped` is None when compressing does not help. `etag` is weak: it stands for both forms."""

    body: bytes
    gzipped: bytes | None
    content_type: str
    etag: str
    last_modified: str


@dataclass(frozen=True, slots=True)
class Rewriting:
    """How a script is served otherwise than it stands there, and the file that says so."""

    rewrite: Callable[[str], str]
    because_of: Path


def load_site(
    directory: Path, joined: Sequence[str] = (), rewritten: Mapping[str, Rewriting] | None = None
) -> Mapping[str, SiteFile]:
    """Every file of a known type by its path under `directory`, with `/`. Hidden ones are left out.

    Each script in `joined` comes with all that it imports, which then cannot be asked for by itself; those
    in `rewritten` as they are rewritten. Raises `ScriptsDoNotJoin`.
    """
    if not directory.is_dir():
        return {}
    files = {file.relative_to(directory).as_posix(): file for file in _files_of_a_site(directory)}
    sources = {name: file.read_text("utf-8") for name, file in files.items() if file.suffix == ".js"}
    scripts = join_scripts(joined, sources)
    inside = {name for script in scripts.values() for name in script.names}
    alone = {name: _load([file], file.read_bytes()) for name, file in files.items() if name not in inside}
    return (
        alone
        | {name: _rewritten(files[name], how) for name, how in (rewritten or {}).items() if name in alone}
        | {
            name: _load([files[part] for part in script.names], script.text.encode())
            for name, script in scripts.items()
        }
    )


def _rewritten(file: Path, how: Rewriting) -> SiteFile:
    parts = [part for part in (file, how.because_of) if part.is_file()]
    return _load(parts, how.rewrite(file.read_text("utf-8")).encode())


def _files_of_a_site(directory: Path) -> list[Path]:
    return [
        file
        for file in sorted(directory.rglob("*"))
        if file.suffix in _TYPES
        and file.is_file()
        and not file.is_symlink()
        and not _is_hidden(file.relative_to(directory))
    ]


def _is_hidden(name: Path) -> bool:
    return any(part.startswith(".") for part in name.parts)


def _for_browsers(script: bytes) -> bytes:
    """The same script without comments and indentation, which are for its readers: a quarter of the bytes.

    Its style sheets, too: each stands between `replaceSync(` and `)`, as text that nothing is put into.
    """
    shorter: bytes = rjsmin.jsmin(script)
    return _STYLES.sub(lambda styles: rcssmin.cssmin(styles[0]), shorter)


def _load(files: Sequence[Path], content: bytes) -> SiteFile:
    """What is served for `files`, of the first one's type: as old as the newest of them."""
    suffix = files[0].suffix
    body = _for_browsers(content) if suffix == ".js" else content
    gzipped = gzip.compress(body, mtime=0) if suffix in _COMPRESSED else None
    return SiteFile(
        body=body,
        gzipped=gzipped if gzipped is not None and len(gzipped) < len(body) else None,
        content_type=_TYPES[suffix],
        etag=f'W/"{hashlib.sha256(body).hexdigest()[:20]}"',
        last_modified=formatdate(max(file.stat().st_mtime for file in files), usegmt=True),
    )
