"""Run the command line with ``python -m factcov``."""

from factcov.cli import main

raise SystemExit(main())
