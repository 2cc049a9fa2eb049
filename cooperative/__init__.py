"""The books of village cooperatives: what happened, and whether it may happen.

Tables and the rules beside them. Nothing here knows HTTP, templates, push or the monitoring store.
"""

from cooperative.sqlite import use_cured_library

use_cured_library()
