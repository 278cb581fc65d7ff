"""Whom a limit on an address is about."""

from ipaddress import ip_network

import pytest

from gateway.addresses import client_address

PROXIES = (ip_network("10.0.0.0/8"), ip_network("2001:db8:ff::/48"))

CASES = {
    "no proxy": ("203.0.113.9", None, "203.0.113.9"),
    "a stranger's header": ("203.0.113.9", "1.2.3.4", "203.0.113.9"),
    "one proxy": ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
    "a client that wrote the header itself": ("10.0.0.1", "1.2.3.4, 203.0.113.9", "203.0.113.9"),
    "two proxies": ("10.0.0.1", "1.2.3.4, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
    "nothing but proxies": ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
    "no header from the proxy": ("10.0.0.1", None, "10.0.0.1"),
    "rubbish in the header": ("10.0.0.1", "203.0.113.9, unknown", "10.0.0.1"),
    "a customer's IPv6": ("2001:db8:1:2:3:4:5:6", None, "2001:db8:1:2::/64"),
    "IPv6 behind a proxy": ("2001:db8:ff::1", "2001:db8:1:2::9", "2001:db8:1:2::/64"),
    "IPv4 written as IPv6": ("::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9"),
    "no address at all": ("", None, ""),
}


@pytest.mark.parametrize("name", CASES)
def test_the_nearest_address_that_is_no_proxy_counts(name):
    peer, header, expected = CASES[name]
    assert client_address(peer, header, PROXIES) == expected
