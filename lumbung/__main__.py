"""`python -m lumbung`."""

import sys

from lumbung.command import main

sys.exit(main())
