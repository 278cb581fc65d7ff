"""What the linter says: where, what is wrong, and what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file; `file` is relative to the project, with slashes."""

    file: str
    line: int


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """`problem` and `remedy` are sentences of their own."""

    place: Place
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place.file}:{self.place.line}: {self.problem} {self.remedy}"
