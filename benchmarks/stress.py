"""Run the stress test on the shipped benchmarks and write the tables of docs/stress.md.

python benchmarks/stress.py
"""

from __future__ import annotations

from pathlib import Path

from factcov import load_benchmark, stress
from factcov.leaderboards.section import update_section
from factcov.stressing import render
from factcov.stressing.render import EXAMPLES, examples
from factcov.tables import to_markdown

PAGE = Path(__file__).parent.parent / "docs" / "stress.md"


def main() -> None:
    """Write one section a benchmark."""
    for name in ("cyberstups-fr", "cyberstups"):
        result = stress(load_benchmark(name))
        content = render(result).replace("# Stress", "## Stress", 1).replace("\n## ", "\n### ")
        shown = f"### {EXAMPLES}\n\n{to_markdown(examples(result))}"
        update_section(PAGE, content.replace("### Stress", "## Stress", 1) + "\n" + shown, name)
        print(f"{name}: {sum(kind.n for kind in result.kinds)} changes")


if __name__ == "__main__":
    main()
