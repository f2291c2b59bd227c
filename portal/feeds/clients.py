"""Which calendar program asked, as coarsely as it is useful to know."""

# The first that is found counts: Google's fetcher, for one, also says Mozilla.
_KNOWN = (
    ("Google-Calendar", "Google Kalender"),
    ("Microsoft Exchange", "Outlook"),
    ("Outlook", "Outlook"),
    ("iOS", "iPhone"),
    ("iPhone", "iPhone"),
    ("macOS", "Mac"),
    ("dataaccessd", "Apple Kalender"),
    ("Thunderbird", "Thunderbird"),
    ("ICSx5", "Android"),
    ("vdirsyncer", "vdirsyncer"),
    ("Mozilla", "en nettleser"),
)


def client_name(user_agent: str) -> str:
    """Return what to call the program; "et kalenderprogram" when we do not know it."""
    text = user_agent.lower()
    known = (name for mark, name in _KNOWN if mark.lower() in text)
    return next(known, "et kalenderprogram")
