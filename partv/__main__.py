"""``python -m partv``: the command line."""

import sys

from partv.cli import main

sys.exit(main())
