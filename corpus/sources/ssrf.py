"""SSRF guard: accept only well-formed http(s) URLs and public IP addresses."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from corpus.errors import FetchError
from corpus.models.text import _

_MAX_URL_CHARACTERS = 4_000
_ALLOWED_SCHEMES = ("http", "https")
#: Error reason of the guard at the socket, by which `corpus.sources.http` recognizes it.
NOT_PUBLIC_REASON = "is no public address"
#: Addresses that the network translates to IPv4 (RFC 6052); as public as the embedded address.
_NAT64_NETWORK = IPv6Network("64:ff9b::/96")
#: The only allocated block of global unicast addresses (RFC 4291, 2.4).
_GLOBAL_UNICAST_NETWORK = IPv6Network("2000::/3")
#: Parts of it for tunnels, protocols and documentation, which `is_global` doesn't exclude in every Python version.
_SPECIAL_IPV6_NETWORKS = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
#: Protocol assignments (RFC 6890) and 6to4 relays (RFC 7526), some of which `is_global` takes for public.
_SPECIAL_IPV4_NETWORKS = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))


def is_public_address(address: str) -> bool:
    """
    Return whether an IP address belongs to a public host.

    Args:
        address: IPv4 or IPv6 address as text, with or without ``%zone``.

    Returns:
        False for loopback, private, link-local, shared, multicast, reserved and documentation addresses, for tunnels
        (6to4, Teredo), for IPv4-mapped and translated IPv6 addresses whose IPv4 address is not public, and for text
        that is not an address.
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return _is_public_ipv4(parsed) if isinstance(parsed, IPv4Address) else _is_public_ipv6(parsed)


def _is_public_ipv4(address: IPv4Address) -> bool:
    special = address.is_multicast or address.is_reserved or any(address in block for block in _SPECIAL_IPV4_NETWORKS)
    return address.is_global and not special


def _is_public_ipv6(address: IPv6Address) -> bool:
    if address.ipv4_mapped is not None:
        return _is_public_ipv4(address.ipv4_mapped)
    if address in _NAT64_NETWORK:
        return _is_public_ipv4(IPv4Address(int(address) & 0xFFFF_FFFF))
    return (
        address.is_global
        and address in _GLOBAL_UNICAST_NETWORK
        and not any(address in block for block in _SPECIAL_IPV6_NETWORKS)
    )


def check_url(url: str) -> str:
    """
    Validate a URL before any request; whether its host is public is checked at the socket.

    Returns:
        *url* without its fragment.

    Raises:
        FetchError: If it is malformed, not http or https, has no host, or contains a user name or password.
    """
    if len(url) > _MAX_URL_CHARACTERS or not url.isprintable() or any(letter in url for letter in ' \\<>"'):
        raise FetchError(url[:200], _("it isn't a valid address"))
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(url, _("it isn't a valid address")) from error
    if parts.scheme not in _ALLOWED_SCHEMES:
        raise FetchError(url, _("I only fetch http and https addresses"))
    if not host:
        raise FetchError(url, _("it has no host name"))
    if parts.username is not None or parts.password is not None:
        raise FetchError(host, _("I don't fetch addresses that contain a user name or password"))
    return parts._replace(fragment="").geturl()


def get_host(url: str) -> str:
    """Return the host of a URL in lower case, by which requests are throttled; ``""`` if it is malformed."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
