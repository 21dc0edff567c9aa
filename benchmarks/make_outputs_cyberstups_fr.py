"""Remake the generated sample outputs of the benchmark ``cyberstups-fr``.

    python benchmarks/make_outputs_cyberstups_fr.py

Three kinds of system are generated: ``copy`` (the English source), the four faulty twins of
``good`` (``good.jsonl`` with the faults of ``outputs/faults-cyberstups-fr.jsonl`` put in) and
``apertium`` (Debian's rule-based English to Catalan and Catalan to French translators, chained).
``good`` and ``free`` were written by hand and are only read. Needs nothing but the standard
library, and Apertium for the last system.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
REFERENCES = ROOT / "references" / "cyberstups-fr"
OUTPUTS = ROOT / "outputs" / "cyberstups-fr"
FAULTS = ROOT / "outputs" / "faults-cyberstups-fr.jsonl"

TWINS = ("numbers", "roles", "negated", "omissions")
MODES = ("eng-cat", "cat-fra")
PACKAGES = ("apertium", "apertium-eng-cat", "apertium-fra-cat")


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Return the objects of *path*, one a line."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def write_output(system: str, texts: Mapping[str, str]) -> None:
    """Write one system's texts, one line an item, in the order of *texts*."""
    rows = (
        json.dumps({"id": key, "text": text}, ensure_ascii=False) for key, text in texts.items()
    )
    path = OUTPUTS / f"{system}.jsonl"
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {len(texts)} items")


def plant(clean: Mapping[str, str], faults: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return *clean* with every fault's clean span replaced by its planted span.

    Raises:
        ValueError: a clean span does not occur exactly once in its item's clean text.

    >>> plant({"p1": "41 cases"}, [{"id": "p1", "clean": "41", "planted": "14"}])
    {'p1': '14 cases'}
    """
    texts = dict(clean)
    for fault in faults:
        key, span = fault["id"], fault["clean"]
        if clean[key].count(span) != 1 or texts[key].count(span) != 1:
            raise ValueError(f"{FAULTS}: item {key}: {span!r} must occur exactly once")
        texts[key] = texts[key].replace(span, fault["planted"])
    return texts


def translate(text: str) -> str:
    """Return Apertium's French for one English paragraph; unknown words stay as they are.

    One process a paragraph and mode: given many lines at once, Apertium lets a sentence's rules
    reach into the next line.
    """
    for mode in MODES:
        done = subprocess.run(
            ["apertium", "-u", "-f", "txt", mode],
            input=text,
            capture_output=True,
            check=True,
            encoding="utf-8",
            # lttoolbox reads bytes by the locale, not always as UTF-8.
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        text = done.stdout
    return text.strip()


def apertium_modes() -> set[str]:
    """Return the translation directions that are installed; empty without Apertium."""
    if shutil.which("apertium") is None:
        return set()
    listing = subprocess.run(["apertium", "-l"], capture_output=True, check=True, encoding="utf-8")
    return set(listing.stdout.split())


def main() -> int:
    """Remake every generated system; 2 when Apertium or one of its pairs is missing."""
    sources = {item["id"]: item["source"] for item in read_jsonl(REFERENCES / "items.jsonl")}
    good = {row["id"]: row["text"] for row in read_jsonl(OUTPUTS / "good.jsonl")}
    faults = read_jsonl(FAULTS)

    write_output("copy", sources)
    for system in TWINS:
        write_output(system, plant(good, (fault for fault in faults if fault["system"] == system)))

    missing = sorted(set(MODES) - apertium_modes())
    if missing:
        print(
            f"Apertium cannot translate {', '.join(missing)} here; apertium.jsonl is left as it is."
            f" On Debian: apt-get install {' '.join(PACKAGES)}",
            file=sys.stderr,
        )
        return 2
    write_output("apertium", {key: translate(source) for key, source in sources.items()})
    return 0


if __name__ == "__main__":
    sys.exit(main())
