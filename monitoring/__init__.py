"""The read store: how are the cooperatives doing? Fed one way from the activity feed, rebuilt from
it at any time, never a source of truth.

Importing the books' package first makes `sqlite3` the cured library for Piccolo too.
"""

import cooperative as cooperative
