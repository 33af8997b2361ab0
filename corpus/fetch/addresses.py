"""Which addresses may be asked: http and https, and public hosts alone."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from corpus.errors import FetchError

_LONGEST = 4_000
_SCHEMES = ("http", "https")
#: Said by `check`'s errors and by the guard at the socket.
NOT_PUBLIC = "is no public address"
#: Translated to IPv4 by the network (RFC 6052): as public as the address inside.
_NAT64 = IPv6Network("64:ff9b::/96")
#: The only block of global unicast that was ever given out (RFC 4291, 2.4).
_UNICAST = IPv6Network("2000::/3")
#: In it, what is for tunnels, protocols and documentation, which `is_global` does not say in every Python.
_SPECIAL = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
#: Protocol assignments (RFC 6890) and 6to4's relays (RFC 7526), which `is_global` takes for public in part.
_SPECIAL_4 = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))


def public(address: str) -> bool:
    """
    Tell whether the IP address that a socket is about to connect to is a public host's.

    Args:
        address: As text, IPv4 or IPv6, with or without ``%zone``.

    Returns:
        False for loopback, private, link-local, shared, multicast, reserved and documentation addresses, for tunnels
        (6to4, Teredo), for IPv4 mapped or translated into IPv6 where the inner one is not public, and for what is
        no address.
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return _public_4(parsed) if isinstance(parsed, IPv4Address) else _public_6(parsed)


def _public_4(address: IPv4Address) -> bool:
    special = address.is_multicast or address.is_reserved or any(address in block for block in _SPECIAL_4)
    return address.is_global and not special


def _public_6(address: IPv6Address) -> bool:
    if address.ipv4_mapped is not None:
        return _public_4(address.ipv4_mapped)
    if address in _NAT64:
        return _public_4(IPv4Address(int(address) & 0xFFFF_FFFF))
    return address.is_global and address in _UNICAST and not any(address in block for block in _SPECIAL)


def check(url: str) -> str:
    """
    Check the form of an address before anything is asked; whether its host is public shows at the socket.

    Returns:
        *url* without its fragment.

    Raises:
        FetchError: If it is none of the web, names a user, or is malformed.
    """
    if len(url) > _LONGEST or not url.isprintable() or any(letter in url for letter in ' \\<>"'):
        raise FetchError(url[:200], "it is no well-formed address")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(url, "it is no well-formed address") from error
    if parts.scheme not in _SCHEMES:
        raise FetchError(url, "only http and https are fetched")
    if not host:
        raise FetchError(url, "it names no host")
    if parts.username is not None or parts.password is not None:
        raise FetchError(host, "addresses with a user's name or password are not fetched")
    return parts._replace(fragment="").geturl()


def host_of(url: str) -> str:
    """Give the host of a well-formed address in small letters, ``""`` of another; politeness counts by it."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
