"""The operator's command line: new, serve, demo, backup, restore, check, bench."""

import cooperative  # noqa: F401 - before anybody imports sqlite3
