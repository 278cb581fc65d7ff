import io

from launcher.errors import LauncherError
from launcher.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_step_is_one_line_where_nobody_watches():
    stream = io.StringIO()
    with Progress(stream).step("Preparing the database"):
        pass
    assert stream.getvalue() == "Preparing the database …\n"


def test_a_step_stays_on_its_line_on_a_terminal():
    stream = Terminal()
    with Progress(stream).step("Preparing the database"):
        pass
    assert stream.getvalue().count("\n") == 1
    assert stream.getvalue().startswith("\rPreparing the database …")


def test_a_problem_is_explained_with_the_end_of_its_log_and_one_sentence():
    stream = io.StringIO()
    Progress(stream).explain(LauncherError("Do this.", tail=["it broke"]))
    assert stream.getvalue() == "  | it broke\n\nDo this.\n"
