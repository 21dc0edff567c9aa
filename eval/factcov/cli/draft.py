"""Propose key facts for an article, each with its evidence, for a person to edit.

factcov draft seeds/article.txt --item news > references/news/facts.jsonl
factcov draft references/news --references
"""

from __future__ import annotations

import argparse
from pathlib import Path


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument(
        "article", metavar="ARTICLE", help="a text file, or a benchmark (all its sources)"
    )
    parser.add_argument("--item", default="", help="item id of the facts (default: file name)")
    parser.add_argument("--language", default="en", help="language of the article (default: en)")
    parser.add_argument(
        "--references", action="store_true",
        help="of a benchmark: show what --facts references judges, instead of the sources' facts",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="one JSON list instead of JSON lines")


def run(args: argparse.Namespace) -> int:
    """Print facts.jsonl."""
    import sys

    import msgspec

    from factcov.cli.output import print_json

    path = Path(args.article)
    facts = _of_article(path, args) if path.is_file() else _of_benchmark(args)
    rows = [
        {key: value for key, value in msgspec.to_builtins(fact).items() if key != "required"}
        for fact in facts
    ]
    if args.json:
        print_json(rows)
    else:
        for row in rows:
            sys.stdout.write(msgspec.json.encode(row).decode() + "\n")
    return 0


def _of_article(path: Path, args: argparse.Namespace) -> tuple[object, ...]:
    from factcov.errors import UsageError
    from factcov.lines import read_text
    from factcov.text.drafting import draft_facts

    if args.references:
        raise UsageError(f"{path}: --references needs a benchmark, not a file")
    return draft_facts(read_text(path), args.language, args.item or path.stem)


def _of_benchmark(args: argparse.Namespace) -> tuple[object, ...]:
    from factcov.benchmarks import load_benchmark
    from factcov.scoring import derive
    from factcov.text.drafting import draft_facts

    benchmark = load_benchmark(args.article)
    if args.references:
        return derive(benchmark).facts
    return tuple(
        fact
        for item in benchmark.items
        for fact in draft_facts(item.source, item.source_language, item.id)
    )
