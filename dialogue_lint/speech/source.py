"""The project's Python as syntax trees, and what a name in a module stands for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dialogue_lint.errors import Unreadable
from dialogue_lint.finding import Finding, Place

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, eq=False)
class Module:
    """One file. `definitions`: functions, classes, values of constants; `imports`: (module, name)."""

    file: str
    tree: ast.Module
    definitions: dict[str, ast.AST]
    imports: dict[str, tuple[str, str]]

    def place(self, node: ast.AST) -> Place:
        return Place(self.file, getattr(node, "lineno", 1))


Defined = tuple[Module, ast.AST]


class Source:
    """All modules below some folders of a project."""

    def __init__(self, root: Path, *folders: str) -> None:
        """Raises Unreadable."""
        files = [path for folder in folders for path in sorted((root / folder).rglob("*.py"))]
        self.modules = {_dotted(path.relative_to(root)): _module(root, path) for path in files}
        self._methods: dict[str, list[tuple[Module, Function]]] = {}
        for module, _, function in self._all_methods():
            self._methods.setdefault(function.name, []).append((module, function))

    def find(self, module: Module, name: str) -> Defined | None:
        """What a bare name means in this module, also where it is imported from another of ours."""
        if name in module.definitions:
            return module, module.definitions[name]
        origin, original = module.imports.get(name, ("", ""))
        return self.find(self.modules[origin], original) if origin in self.modules else None

    def module_named(self, module: Module, name: str) -> Module | None:
        """The module that this name was imported as."""
        origin, original = module.imports.get(name, ("", ""))
        return self.modules.get(f"{origin}.{original}") or (
            self.modules.get(origin) if not original else None
        )

    def method(self, module: Module, owner: ast.ClassDef, name: str) -> Defined | None:
        """A method of a class or of its bases."""
        found = next((item for item in owner.body if isinstance(item, Function) and item.name == name), None)
        if found is not None:
            return module, found
        for base in owner.bases:
            origin = self.find(module, base.id) if isinstance(base, ast.Name) else None
            if origin is not None and isinstance(origin[1], ast.ClassDef):
                inherited = self.method(origin[0], origin[1], name)
                if inherited is not None:
                    return inherited
        return None

    def only_method(self, name: str) -> tuple[Module, Function] | None:
        """The one method of this name in all our classes; None if there are several, or none."""
        found = self._methods.get(name, [])
        return found[0] if len(found) == 1 else None

    def classes(self) -> Iterator[tuple[Module, ast.ClassDef]]:
        for module in self.modules.values():
            for node in module.definitions.values():
                if isinstance(node, ast.ClassDef):
                    yield module, node

    def _all_methods(self) -> Iterator[tuple[Module, ast.ClassDef, Function]]:
        for module, owner in self.classes():
            for item in owner.body:
                if isinstance(item, Function):
                    yield module, owner, item


def _dotted(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _module(root: Path, path: Path) -> Module:
    file = path.relative_to(root).as_posix()
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (SyntaxError, ValueError) as error:
        place = Place(file, getattr(error, "lineno", None) or 1)
        raise Unreadable(Finding(place, "This is not Python.", "Correct this line.")) from error
    return Module(file, tree, dict(_definitions(tree)), dict(_imports(tree)))


def _definitions(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.Assign):
            yield from ((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            yield node.target.id, node.value


def _imports(tree: ast.Module) -> Iterator[tuple[str, tuple[str, str]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((alias.asname or alias.name, (node.module, alias.name)) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.asname or alias.name, (alias.name, "")) for alias in node.names)
