"""Settings of the door, from the environment, checked before the server opens."""

import ipaddress
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from partv.address.public_url import VARIABLE as PUBLIC

EMBED = "PARTV_EMBED"
PROXIES = "PARTV_TRUSTED_PROXIES"
RATE = "PARTV_RATE_LIMIT"
RENDERS = "PARTV_RENDERS"
DRAIN = "PARTV_DRAIN_SECONDS"
AHEAD = "PARTV_DRAW_AHEAD"
PATCHES = "PARTV_PATCHES"
_ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?", re.IGNORECASE)


class SettingFault(Exception):
    """A variable of the environment that is not understood; the message says what is."""


@dataclass(frozen=True)
class Settings:
    """What an operator may decide about the door."""

    embed: tuple[str, ...] = ()
    """Origins whose pages may show this one in a frame; none by default."""
    proxies: tuple[str, ...] = ()
    """Addresses and networks whose X-Forwarded-For and X-Forwarded-Proto are believed."""
    rate: int = 600
    """Points a second that one address may spend at length; 0: no limit."""
    renders: int = 2
    """Files drawn or packed at one time."""
    drain: int = 10
    """Seconds that what is under way has to end after SIGTERM."""
    ahead: bool = True
    """Whether the charts that people open first are drawn before anybody asks for them."""
    public: str = ""
    """The host (and port) of the public address, if one is set."""

    @property
    def trusted(self) -> list[str]:
        """The proxies, and for those of IPv4 the names under which an IPv6 socket knows them."""
        named = []
        for network in map(ipaddress.ip_network, self.proxies):
            named.append(str(network))
            if network.version == 4:
                named.append(f"::ffff:{network.network_address}/{96 + network.prefixlen}")
        return named


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of an environment. Raises SettingFault with a sentence for the operator."""
    return Settings(
        embed=tuple(_origin(word) for word in _words(environment, EMBED)),
        proxies=tuple(_network(word) for word in _words(environment, PROXIES)),
        rate=_number(environment, RATE, Settings.rate, 0, 1_000_000),
        renders=_number(environment, RENDERS, Settings.renders, 1, 64),
        drain=_number(environment, DRAIN, Settings.drain, 1, 600),
        ahead=_number(environment, AHEAD, int(Settings.ahead), 0, 1) == 1,
        public=urlsplit(environment.get(PUBLIC, "")).netloc.lower(),
    )


def patches_left_out(environment: Mapping[str, str], known: Sequence[str]) -> list[str]:
    """Return which of the ``known`` patches an environment leaves out, in their order.

    Raises SettingFault with a sentence for the operator.
    """
    written = _words(environment, PATCHES)
    if written in ([], ["1"]):
        return []
    if written == ["0"]:
        return list(known)
    for word in written:
        if word[:1] != "-" or word[1:] not in known:
            raise SettingFault(
                f'{PATCHES}: "{word}" is not understood. Write 0 to leave out all patches, or the '
                f"names of those to leave out, each after a minus, such as -{known[0]}. Known are: "
                f"{', '.join(known)}."
            )
    return [name for name in known if f"-{name}" in written]


def _words(environment: Mapping[str, str], name: str) -> list[str]:
    return environment.get(name, "").replace(",", " ").split()


def _origin(word: str) -> str:
    # What stands here goes into a header: nothing but an origin may.
    if not _ORIGIN.fullmatch(word):
        raise SettingFault(
            f'{EMBED}: "{word}" is not an origin. Write https:// and a host, without a path, such '
            "as https://example.org; several with a space between them."
        )
    return word.lower()


def _network(word: str) -> str:
    try:
        ipaddress.ip_network(word)
    except ValueError as error:
        raise SettingFault(
            f'{PROXIES}: "{word}" is neither an address nor a network. Write for example 127.0.0.1 '
            "or 10.0.0.0/8; several with a space between them."
        ) from error
    return word


def _number(environment: Mapping[str, str], name: str, usual: int, least: int, most: int) -> int:
    written = environment.get(name, "").strip()
    if not written:
        return usual
    if not (written.isascii() and written.isdigit() and least <= int(written) <= most):
        raise SettingFault(
            f'{name}: "{written}" is not a whole number from {least} to {most}. Without the '
            f"variable it is {usual}."
        )
    return int(written)
