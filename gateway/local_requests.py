"""Whether a request was made on this very machine. Pure, and in doubt the answer is no."""

from collections.abc import Sequence
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from gateway.addresses import Network


def is_from_this_machine(peer: str, forwarded_for: str, host: str, trusted: Sequence[Network]) -> bool:
    """Whether peer, host and every address that a proxy passed on are this machine's own.

    A proxy that is not trusted may stand on this machine, too, so what comes through one is not believed.
    (One that says nothing at all cannot be told apart: it must not pass on the paths that ask here.) `host`
    is what the browser thinks it talks to: another name that points to 127.0.0.1 is somebody's trick.
    """
    hops = forwarded_for.split(",") if forwarded_for else []
    if hops and not _is_trusted(peer, trusted):
        return False
    return all(map(_is_loopback, (peer, *hops))) and _names_this_machine(host)


def _is_trusted(peer: str, trusted: Sequence[Network]) -> bool:
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    return any(address in network for network in trusted)


def _is_loopback(text: str) -> bool:
    try:
        address = ip_address(text.strip().strip("[]"))
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def _names_this_machine(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    return name == "localhost" or _is_loopback(name)
