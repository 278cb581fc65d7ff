"""`.env.example` names every setting that the code or a YAML file reads, and no other."""

import ast
import re

from conversations.process import PARENT, READY_FILE
from launcher.dotenv_file import read_dotenv
from tests.contracts.project_files import ROOT, project_files

READERS = {"text", "number", "switch", "time_zone", "words"}  # of conversations.environment.Environment
PROCESSES = ("actions/", "bot/", "conversations/", "gateway/", "launcher/")


def test_every_setting_stands_in_the_example_and_every_line_there_is_a_setting():
    assert _settings_in_the_example() == _settings_in_code() | _variables_in_yaml()


def test_the_example_changes_nothing_until_a_line_is_uncommented():
    assert read_dotenv(ROOT / ".env.example") == {}


def test_every_line_of_the_example_can_be_uncommented(tmp_path):
    uncommented = re.sub(r"^#(?=[A-Z_]+=)", "", (ROOT / ".env.example").read_text(), flags=re.MULTILINE)
    (tmp_path / ".env").write_text(uncommented)
    assert set(read_dotenv(tmp_path / ".env")) == _settings_in_the_example()


def test_what_the_launcher_hands_to_its_parts_is_no_setting():
    assert _settings_in_the_example().isdisjoint({PARENT, READY_FILE})


def _settings_in_the_example() -> set[str]:
    return set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), flags=re.MULTILINE))


def _settings_in_code() -> set[str]:
    return {
        node.args[0].value
        for file in project_files(".py")
        if file.relative_to(ROOT).as_posix().startswith(PROCESSES)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _reads_a_setting(node)
    }


def _reads_a_setting(call: ast.Call) -> bool:
    return (
        isinstance(call.func, ast.Attribute)
        and call.func.attr in READERS
        and bool(call.args)
        and isinstance(call.args[0], ast.Constant)
        and re.fullmatch("[A-Z][A-Z_]+", str(call.args[0].value)) is not None
    )


def _variables_in_yaml() -> set[str]:
    texts = [file.read_text(encoding="utf-8") for file in project_files(".yml") if file.parent == ROOT]
    return {name for text in texts for name in re.findall(r"\$\{(\w+)", text)}
