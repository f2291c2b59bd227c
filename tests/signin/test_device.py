"""A browser is known roughly."""

import pytest

from portal.signin import device

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/150.0 Safari/537.36", "Chrome på Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537.36 Edg/150.0", "Edge på Windows"),
        (f"{IPHONE} Version/19.1 Mobile Safari/604.1", "Safari på iPhone"),
        (f"{IPHONE} CriOS/150.0 Mobile Safari/604.1", "Chrome på iPhone"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/150.0 Mobile Safari", "Chrome på Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Firefox/150.0", "Firefox på Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X) Version/19 Safari/605", "Safari på Mac"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named(user_agent, name):
    assert device.named(user_agent) == name
