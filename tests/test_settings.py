"""Settings of the door: what an operator writes is checked before the server opens."""

import pytest

from lab.servers import WAYS, dashboard
from partv.middleware.settings import SettingFault, Settings, patches_left_out, read


def test_nothing_set_is_the_strictest():
    assert read({}) == Settings()
    assert Settings().embed == Settings().proxies == ()


def test_what_is_set_is_read():
    assert read(
        {
            "PARTV_EMBED": "https://example.org, https://*.Example.com:8443",
            "PARTV_TRUSTED_PROXIES": "127.0.0.1 10.0.0.0/8 ::1",
            "PARTV_RATE_LIMIT": "0",
            "PARTV_RENDERS": "4",
            "PARTV_DRAIN_SECONDS": "25",
            "PARTV_DRAW_AHEAD": "0",
            "PARTV_PUBLIC_URL": "https://Dash.example.org/",
        }
    ) == Settings(
        embed=("https://example.org", "https://*.example.com:8443"),
        proxies=("127.0.0.1", "10.0.0.0/8", "::1"),
        rate=0,
        renders=4,
        drain=25,
        ahead=False,
        public="dash.example.org",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PARTV_EMBED", "example.org"),
        ("PARTV_EMBED", "*"),
        ("PARTV_EMBED", "https://example.org/path"),
        ("PARTV_EMBED", "https://example.org;script-src"),
        ("PARTV_EMBED", "https://example.org\r\nX: y"),
        ("PARTV_EMBED", "javascript:alert(1)"),
        ("PARTV_TRUSTED_PROXIES", "*"),
        ("PARTV_TRUSTED_PROXIES", "proxy.example.org"),
        ("PARTV_TRUSTED_PROXIES", "10.0.0.1/8"),
        ("PARTV_RATE_LIMIT", "-1"),
        ("PARTV_RATE_LIMIT", "many"),
        ("PARTV_RENDERS", "0"),
        ("PARTV_DRAIN_SECONDS", "1.5"),
        ("PARTV_DRAW_AHEAD", "yes"),
    ],
)
def test_what_is_not_understood_is_said_in_a_sentence(name, value):
    with pytest.raises(SettingFault) as fault:
        read({name: value})
    assert str(fault.value).startswith(f"{name}: ")
    assert str(fault.value).endswith(".")


KNOWN = ["finished_charts", "message_batching", "index_page"]


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("", []),
        ("1", []),
        ("0", KNOWN),
        ("-index_page", ["index_page"]),
        ("-index_page, -finished_charts", ["finished_charts", "index_page"]),
    ],
)
def test_patches_are_left_out_all_or_by_their_names(written, left):
    assert patches_left_out({"PARTV_PATCHES": written}, KNOWN) == left


@pytest.mark.parametrize("written", ["no", "index_page", "-nothing", "0 -index_page", "1 0"])
def test_patches_that_are_not_known_are_named_with_those_that_are(written):
    with pytest.raises(SettingFault, match=r"^PARTV_PATCHES: .*Known are: finished_charts, .*\.$"):
        patches_left_out({"PARTV_PATCHES": written}, KNOWN)


@pytest.mark.parametrize("way", WAYS)
def test_a_server_with_a_wrong_setting_does_not_open(way):
    server = dashboard(way=way, PARTV_EMBED="example.org")
    server.start()
    assert server.process.wait(60) != 0
    assert 'PARTV_EMBED: "example.org" is not an origin.' in server.log
    assert "Traceback" not in server.log
