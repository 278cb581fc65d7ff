"""Which address a request came from, when there are proxies in front. Pure.

`X-Forwarded-For` can be written by anybody: only what trusted proxies appended to it counts.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


def client_address(peer: str, forwarded_for: str | None, trusted: Sequence[Network]) -> str:
    """The nearest address that is not a trusted proxy; a customer's whole /64 when it is IPv6.

    (One IPv6 customer has 2**64 addresses, so that a limit on a single one would limit nobody.)
    """
    nearest = _parse(peer)
    if nearest is None:
        return peer
    for hop in reversed((forwarded_for or "").split(",")):
        if not _is_among(nearest, trusted):
            break
        address = _parse(hop.strip())
        if address is None:
            break
        nearest = address
    return _as_key(nearest)


def _parse(text: str) -> Address | None:
    try:
        address = ip_address(text.strip("[]"))
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def is_trusted(peer: str, trusted: Sequence[Network]) -> bool:
    """Whether this is one of the proxies whose headers count."""
    address = _parse(peer)
    return address is not None and _is_among(address, trusted)


def _is_among(address: Address, trusted: Sequence[Network]) -> bool:
    return any(address in network for network in trusted)


def _as_key(address: Address) -> str:
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)
