"""What can go wrong with the help pages.

FaqError
├── FaqMistake          a file that the shop wrote has a mistake: names file, line and what to do
│   ├── DeadLink        it leads to a page that is not there: the page stays, without the link
│   └── NoEntries       the directory has no entry at all
├── NoSuchEntry         there is no entry with this slug
└── VectorsUnavailable  the files of the sentence vectors are not installed, or are broken
"""


class FaqError(Exception):
    """Anything about the help pages that a caller may want to catch at once."""


class FaqMistake(FaqError):
    """A mistake in one file. `str()` is one line for the shop's writer: `returns.md:4: … Write …`."""

    meanwhile = "the page is left out"

    def __init__(self, file: str, line: int, what_to_do: str) -> None:
        super().__init__(f"{file}:{line}: {what_to_do}")
        self.file = file
        self.line = line
        self.what_to_do = what_to_do


class DeadLink(FaqMistake):
    """A link, a related entry or a next step that leads to no page, perhaps since that one was taken away."""

    meanwhile = "the page is there without it"


class NoEntries(FaqMistake):
    """The directory holds no file of an entry."""

    def __init__(self, directory: str) -> None:
        super().__init__(directory, 1, "There are no entries here. Add a file such as returns.md")


class NoSuchEntry(FaqError):
    """No entry has this slug."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"There is no FAQ entry named {slug!r}.")
        self.slug = slug


class VectorsUnavailable(FaqError):
    """The sentence vectors can't be read. `str()` says what to do."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The sentence vectors can't be read ({why}). Type: rm -rf .venv, then make run")
