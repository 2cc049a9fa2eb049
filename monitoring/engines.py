"""Which database the read store lies in: a file beside the books, or a server of its own."""

from piccolo.engine.postgres import PostgresEngine
from piccolo.engine.sqlite import SQLiteEngine

StoreEngine = PostgresEngine | SQLiteEngine
_PATIENCE_SECONDS = 5
_FILE = "sqlite:///"


def engine_for(url: str) -> StoreEngine:
    """Return the engine of a store. A server is asked for its version here, so it has to be up."""
    if url.startswith(_FILE):
        return SQLiteEngine(path=url.removeprefix(_FILE), timeout=_PATIENCE_SECONDS)
    return PostgresEngine(config={"dsn": url})
