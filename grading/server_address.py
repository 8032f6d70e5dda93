"""The address of a gradebook on a server, completed so that nobody waits for ever for a server that does not answer."""

from __future__ import annotations

# What libpq understands. A server that is silent while it is asked is given up after about a minute.
PATIENCE = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
OF_LIBPQ = {"postgresql", "postgresql+psycopg", "postgresql+psycopg2"}


def with_patience(url: str) -> str:
    """`url` with the settings above, as far as it does not have its own; another driver's is left as it is."""
    from sqlalchemy import make_url

    address = make_url(url)
    if address.drivername not in OF_LIBPQ:
        return url
    missing = {name: value for name, value in PATIENCE.items() if name not in address.query}
    return address.update_query_dict(missing).render_as_string(hide_password=False)
