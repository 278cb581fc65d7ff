"""Joins ES modules into the one script that a browser gets: one request instead of a round for each import.

It knows modules as they are written here: what is imported, exported and declared at the top of a module
begins at the start of a line, each in the plainest form. Whatever else it meets is refused, when the gateway
starts.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gateway.errors import ScriptsDoNotJoin

_NAMES = r"\{\s*[\w$]+(?:\s*,\s*[\w$]+)*\s*,?\s*\}"
_IMPORT = re.compile(rf'^import {_NAMES} from "\./([\w.-]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.MULTILINE)
_EXPORTS = re.compile(rf"^export {_NAMES};$", re.MULTILINE)
_DECLARED = re.compile(r"^(?:(?:async )?function\*?|class|const|let) ([\w$]+)", re.MULTILINE)
_UNKNOWN = re.compile(r"^(?:[ \t]*(?:import\b(?![(.])|export\b)|(?:const|let) *[\[{]|var\b).*", re.MULTILINE)
_ASKED_FOR = re.compile(r'(?:\bfrom |\bimport\()"\./([\w.-]+)"')


@dataclass(frozen=True, slots=True)
class JoinedScript:
    """A module (the last of `names`) with all that it imports, each once and before what needs it."""

    text: str
    names: tuple[str, ...]


def join_scripts(entries: Sequence[str], sources: Mapping[str, str]) -> Mapping[str, JoinedScript]:
    """Joins each entry, which goes on exporting what it exports. `sources` are modules by their names.

    Raises `ScriptsDoNotJoin`, which names the files: when two modules of one script declare the same name,
    when modules import each other in a circle, when one has an import, an export or a declaration of a form
    that is not known here, and when a browser would have to ask for a module, or run it, more than once.
    """
    scripts = {}
    for entry in entries:
        joining = _Joining(sources)
        joining.add(entry, ())
        scripts[entry] = JoinedScript("\n".join(joining.texts.values()), tuple(joining.texts))
    _check_homes(scripts, sources)
    return scripts


class _Joining:
    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._declared_by: dict[str, str] = {}
        self.texts: dict[str, str] = {}

    def add(self, name: str, importers: tuple[str, ...]) -> None:
        """The module, after all that it imports; nothing when it is there already."""
        if name in importers:
            raise ScriptsDoNotJoin(f"These scripts import each other: {', '.join((*importers, name))}.")
        if name not in self._sources:
            by = f" {importers[-1]} imports it." if importers else ""
            raise ScriptsDoNotJoin(f"There is no script {name}.{by}")
        if name in self.texts:
            return
        for imported in _IMPORT.findall(self._sources[name]):
            self.add(imported, (*importers, name))
        self.texts[name] = self._without_imports(name, is_entry=not importers)

    def _without_imports(self, name: str, *, is_entry: bool) -> str:
        exporting = _IMPORT.sub("", self._sources[name])
        alone = _EXPORT.sub("", exporting)
        unknown = _UNKNOWN.search(_EXPORTS.sub("", alone) if is_entry else alone)
        if unknown:
            raise ScriptsDoNotJoin(f"{name} can't be joined, because of this line: {unknown[0].strip()}")
        for declared in _DECLARED.findall(alone):
            other = self._declared_by.setdefault(declared, name)
            if other != name:
                raise ScriptsDoNotJoin(f"{other} and {name} both declare `{declared}`. Rename one of them.")
        return exporting if is_entry else alone


def _check_homes(scripts: Mapping[str, JoinedScript], sources: Mapping[str, str]) -> None:
    """Each module is in one served script, and nobody asks for one that is inside another."""
    homes: dict[str, str] = {}
    for entry, script in scripts.items():
        for name in script.names:
            if homes.setdefault(name, entry) != entry:
                raise ScriptsDoNotJoin(f"{name} would be in {homes[name]} and in {entry}, and run twice.")
    served = {name: text for name, text in sources.items() if name not in homes}
    for asking, text in {**served, **{entry: script.text for entry, script in scripts.items()}}.items():
        for asked in _ASKED_FOR.findall(text):
            if homes.get(asked, asked) != asked:
                raise ScriptsDoNotJoin(f"{asking} asks for {asked}, which is inside {homes[asked]}.")
