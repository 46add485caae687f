"""``python -m coldframe``: the same as the console script."""

import sys

from coldframe.cli import main

sys.exit(main())
