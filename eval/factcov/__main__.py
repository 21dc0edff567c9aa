"""Run the command line with ``python -m factcov``."""

from factcov.cli import main

if __name__ == "__main__":  # a process that helps to measure imports this module too
    raise SystemExit(main())
