import pytest

from launcher.dotenv_file import read_dotenv
from launcher.errors import BrokenDotenv


def test_settings_comments_quotes_and_exports_are_read(tmp_path):
    file = tmp_path / ".env"
    file.write_text("# the shop\nDESKBELL_PORT=9000\n\nexport SMTP_URL='smtp://mail # no comment'\nEMPTY=\n")
    assert read_dotenv(file) == {"DESKBELL_PORT": "9000", "SMTP_URL": "smtp://mail # no comment", "EMPTY": ""}


def test_no_file_is_no_settings(tmp_path):
    assert read_dotenv(tmp_path / ".env") == {}


def test_a_file_saved_by_windows_is_read(tmp_path):
    file = tmp_path / ".env"
    file.write_bytes(b"\xef\xbb\xbfDESKBELL_PORT=9000\r\nDATABASE_URL=sqlite:///a.db\r\n")
    assert read_dotenv(file) == {"DESKBELL_PORT": "9000", "DATABASE_URL": "sqlite:///a.db"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("A=1\n\n\nDESKBELL PORT=9000\nB=2\n", 4),
        ("A=1\nDESKBELL_PORT\n", 2),
        ("DESKBELL_PORT='9000\n", 1),
        ("A=1\n=9000\n", 2),
        ("A=1\nB=a\0b\n", 2),
    ],
)
def test_a_broken_line_is_named(tmp_path, text, line):
    file = tmp_path / ".env"
    file.write_text(text)
    with pytest.raises(BrokenDotenv, match=rf"^\.env, line {line}, is not NAME=value: correct that line\.$"):
        read_dotenv(file)


def test_a_file_that_is_no_text_is_named(tmp_path):
    file = tmp_path / ".env"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BrokenDotenv, match=r"\.env cannot be read"):
        read_dotenv(file)


def test_a_folder_in_its_place_is_named(tmp_path):
    (tmp_path / ".env").mkdir()
    with pytest.raises(BrokenDotenv, match=r"\.env cannot be read"):
        read_dotenv(tmp_path / ".env")
