"""Settings of the door: what an operator writes is checked before the server opens."""

import os
import subprocess
import sys

import pytest

from partv.middleware.settings import SettingFault, Settings, read
from partv.paths import ROOT


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


def test_a_server_with_a_wrong_setting_does_not_open():
    streamlit = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "8669"]
    settings = os.environ | {"PARTV_EMBED": "example.org"}
    ended = subprocess.run(
        streamlit, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode != 0
    assert 'PARTV_EMBED: "example.org" is not an origin.' in ended.stderr
    assert "Traceback" not in ended.stderr
