"""Modules become one script, or the reason why they do not is said."""

import subprocess

import pytest
from playwright._impl._driver import compute_driver_executable

from gateway.errors import ScriptsDoNotJoin
from gateway.joined_scripts import join_scripts

SOURCES = {
    "chat.js": (
        "// The whole.\n"
        'import { ring,\n  BELLS, } from "./bell.js";\n'
        'import { Log } from "./log.js";\n'
        "\nexport const said = new Log().say(ring(BELLS));\nexport { Log };\n"
    ),
    "log.js": (
        'import { quietly } from "./voice.js";\n\nexport class Log {\n  say = (words) => quietly(words);\n}\n'
    ),
    "bell.js": (
        'import { quietly } from "./voice.js";\n\nexport const BELLS = 2;\n'
        'export function ring(times) {\n  return quietly("ding ".repeat(times));\n}\n'
    ),
    "voice.js": 'const HUSH = "…";\nexport const quietly = (words) => words + HUSH;\n',
    "launcher.js": 'export const open = () => import("./chat.js");\n',
}


def join(**changed: str):
    """The sample, with other texts for some modules."""
    sources = SOURCES | {f"{name}.js": text for name, text in changed.items()}
    return join_scripts(["chat.js"], sources)["chat.js"]


def run(script: str) -> str:
    node, _ = compute_driver_executable()
    command = [node, "--input-type=module", "--eval", script]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout


def refusal(**changed: str) -> str:
    with pytest.raises(ScriptsDoNotJoin) as refused:
        join(**changed)
    return str(refused.value)


def test_each_module_comes_once_and_before_what_needs_it():
    assert join().names == ("voice.js", "bell.js", "log.js", "chat.js")


def test_the_joined_script_does_what_the_modules_did():
    assert run(join().text + "\nconsole.log(said);") == "ding ding ……\n"


def test_the_joined_script_exports_what_its_entry_exports_and_imports_nothing():
    text = join().text
    assert "import" not in text
    assert [line for line in text.splitlines() if line.startswith("export")] == [
        "export const said = new Log().say(ring(BELLS));",
        "export { Log };",
    ]


def test_a_script_that_imports_nothing_stays_as_it_is():
    joined = join_scripts(["voice.js"], SOURCES)["voice.js"]
    assert (joined.text, joined.names) == (SOURCES["voice.js"], ("voice.js",))


def test_what_is_loaded_later_is_not_joined():
    later = 'export const later = () => import("./launcher.js");\nconst here = import.meta.url;\n'
    assert join(chat=later).text == later


@pytest.mark.parametrize(
    "again", ["const quietly = 1;", "export async function quietly() {}", "class quietly {}"]
)
def test_a_name_that_two_modules_declare_is_refused_and_both_are_named(again):
    said = refusal(bell=SOURCES["bell.js"] + again + "\n")
    assert said == "voice.js and bell.js both declare `quietly`. Rename one of them."


def test_a_name_within_a_function_may_be_that_of_another_module():
    inner = "export function ring() {\n  const HUSH = 1;\n  return HUSH;\n}\nexport const BELLS = 2;\n"
    assert "bell.js" in join(bell=inner).names


@pytest.mark.parametrize(
    "line",
    [
        'import { quietly as softly } from "./voice.js";',
        'import * as voice from "./voice.js";',
        'import quietly from "./voice.js";',
        'import "./voice.js";',
        'import { quietly } from "../voice.js";',
        'import { quietly } from "https://elsewhere.example/voice.js";',
        'import { quietly } from "./voice.js"',
        '  import { quietly } from "./voice.js";',
        'export { quietly } from "./voice.js";',
        "export default 1;",
        "export { BELLS };",
        "const [one, two] = [1, 2];",
        "const { one } = {};",
        "var one = 1;",
    ],
)
def test_a_form_that_is_not_known_is_refused_with_its_file_and_line(line):
    said = refusal(bell=line + "\nexport const BELLS = 1;\nexport const ring = String;\n")
    assert said == f"bell.js can't be joined, because of this line: {line.strip()}"


def test_modules_that_import_each_other_are_refused():
    back = 'import { ring } from "./bell.js";\nexport const quietly = ring;\n'
    assert refusal(voice=back) == "These scripts import each other: chat.js, bell.js, voice.js, bell.js."


def test_a_module_that_is_not_there_is_named_with_who_imports_it():
    gone = 'import { quietly } from "./gone.js";\n'
    assert refusal(log=gone) == "There is no script gone.js. log.js imports it."


def test_an_entry_that_is_not_there_is_named():
    with pytest.raises(ScriptsDoNotJoin, match=r"^There is no script gone\.js\.$"):
        join_scripts(["gone.js"], SOURCES)


@pytest.mark.parametrize(
    "asks", ['import { ring } from "./bell.js";\n', 'export const late = () => import("./bell.js");\n']
)
def test_nobody_may_ask_for_what_is_inside_a_joined_script(asks):
    assert refusal(launcher=asks) == "launcher.js asks for bell.js, which is inside chat.js."


def test_a_module_is_in_one_joined_script_only():
    with pytest.raises(
        ScriptsDoNotJoin, match=r"^voice\.js would be in chat\.js and in shop\.js, and run twice\.$"
    ):
        join_scripts(["chat.js", "shop.js"], SOURCES | {"shop.js": SOURCES["log.js"]})
