"""The operator's command line: new, serve, demo, backup, restore, check, bench."""

from cooperative.sqlite import use_cured_library

use_cured_library()  # before anything here imports sqlite3
