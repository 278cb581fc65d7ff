"""A misspelt setting is named, with the one that it looks like."""

import pytest

from launcher.known_names import misspelt_in_environment, names_in, unknown_in_dotenv
from tests.contracts.project_files import ROOT

KNOWN = names_in(ROOT / ".env.example")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("DESKBELL_PROT", "DESKBELL_PORT"),
        ("DESKBELL_ORIGIN", "DESKBELL_ORIGINS"),
        ("DESKBELL_DATABASE_URL", "DATABASE_URL"),
    ],
)
def test_a_misspelt_name_is_named_with_the_nearest_known_one(name: str, meant: str):
    assert list(unknown_in_dotenv([name], KNOWN)) == [
        f"{name} in .env is no setting of Deskbell: write {meant}."
    ]
    assert list(misspelt_in_environment([name], KNOWN)) == [
        f"{name} is no setting of Deskbell and does nothing: did you mean {meant}?"
    ]


def test_a_name_like_no_other_is_to_be_removed_from_the_file_and_left_alone_in_the_environment():
    assert list(unknown_in_dotenv(["DESKBELL_COLOUR"], KNOWN)) == [
        "DESKBELL_COLOUR in .env is no setting of Deskbell: "
        "remove it; .env.example lists those that there are."
    ]
    assert list(misspelt_in_environment(["DESKBELL_COLOUR", "DESKBELL_SERVICE_HOST"], KNOWN)) == []


def test_settings_of_deskbell_and_names_of_others_are_fine():
    names = [*KNOWN, "HTTP_PROXY", "PATH"]
    assert list(unknown_in_dotenv(names, KNOWN)) == list(misspelt_in_environment(names, KNOWN)) == []


def test_without_the_example_nobody_is_accused(tmp_path):
    known = names_in(tmp_path / ".env.example")
    assert list(unknown_in_dotenv(["DESKBELL_PROT"], known)) == []
