import os
import socket

import pytest

from launcher.errors import AlreadyRunning, PortTaken
from launcher.preflight import check_port, only_one_here


def test_a_used_port_is_named_together_with_the_setting_that_moves_it():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=rf"^Port {port} is used by another program: .*DESKBELL_PORT"):
            check_port("127.0.0.1", port, "DESKBELL_PORT")


def test_a_free_port_is_fine_and_stays_free():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    check_port("127.0.0.1", port, "DESKBELL_PORT")
    socket.create_server(("127.0.0.1", port)).close()


def test_an_address_of_another_machine_is_named():
    with pytest.raises(PortTaken, match=r"192\.0\.2\.1"):
        check_port("192.0.2.1", 8080, "DESKBELL_PORT")


def test_a_second_launcher_in_the_same_folder_is_refused(tmp_path):
    refused = pytest.raises(AlreadyRunning, match=rf"process {os.getpid()}\)")
    with only_one_here(tmp_path), refused, only_one_here(tmp_path):
        pass


def test_the_folder_is_free_again_afterwards(tmp_path):
    for _ in range(2):
        with only_one_here(tmp_path / "var"):
            assert (tmp_path / "var").is_dir()
