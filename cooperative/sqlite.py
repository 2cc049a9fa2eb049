"""One place that decides which SQLite the whole process uses.

Debian's 3.40.1 has the WAL-reset bug; the pysqlite3 wheel carries a cured one. It takes the name
`sqlite3` before anybody imports that, so SQLAlchemy, aiosqlite and Piccolo all run on it. Where
there is no wheel (ARM) the system's library is used with a rollback journal instead (see
`books/engines.py`).
"""

import sys


def use_cured_library() -> None:
    """Let `import sqlite3` mean pysqlite3 where it is installed."""
    try:
        import pysqlite3
        from pysqlite3 import dbapi2
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = dbapi2
