"""``python -m build_tools``: the same as ``tend``."""

import sys

from build_tools.cli import main

sys.exit(main())
