"""Which requests count as made on this machine."""

from ipaddress import ip_network

import pytest

from gateway.local_requests import is_from_this_machine

PROXY = (ip_network("127.0.0.1/32"), ip_network("10.0.0.0/8"))

LOCAL = {
    "straight": ("127.0.0.1", "", "localhost:8080", ()),
    "by number": ("127.0.0.1", "", "127.0.0.1:8080", ()),
    "another loopback address": ("127.0.0.9", "", "localhost", ()),
    "over IPv6": ("::1", "", "[::1]:8080", ()),
    "over IPv4 in IPv6": ("::ffff:127.0.0.1", "", "localhost", ()),
    "straight, where a proxy is trusted": ("127.0.0.1", "", "localhost", PROXY),
    "through a trusted proxy": ("127.0.0.1", "127.0.0.1", "localhost", PROXY),
    "through a trusted proxy, over IPv6": ("127.0.0.1", "[::1]", "localhost", PROXY),
}
NOT_LOCAL = {
    "another machine": ("192.0.2.7", "", "localhost", ()),
    "another machine over IPv6": ("2001:db8::7", "", "localhost", ()),
    "no address": ("", "", "localhost", ()),
    "a proxy on this machine that is not trusted": ("127.0.0.1", "127.0.0.1", "localhost", ()),
    "passed on for somebody else": ("127.0.0.1", "192.0.2.7", "localhost", PROXY),
    "with a forged hop": ("127.0.0.1", "127.0.0.1, 192.0.2.7", "localhost", PROXY),
    "passed on twice": ("127.0.0.1", "192.0.2.7, 127.0.0.1", "localhost", PROXY),
    "passed on for nobody known": ("127.0.0.1", "unknown", "localhost", PROXY),
    "a trusted proxy elsewhere": ("10.0.0.1", "127.0.0.1", "localhost", PROXY),
    "another name for this machine": ("127.0.0.1", "", "rebound.example", ()),
    "no name": ("127.0.0.1", "", "", ()),
    "a broken name": ("127.0.0.1", "", "[::1", ()),
}


@pytest.mark.parametrize("case", LOCAL)
def test_this_machine_is_known(case):
    assert is_from_this_machine(*LOCAL[case])


@pytest.mark.parametrize("case", NOT_LOCAL)
def test_in_doubt_it_is_another_machine(case):
    assert not is_from_this_machine(*NOT_LOCAL[case])
