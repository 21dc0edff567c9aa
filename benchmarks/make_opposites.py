"""Write the shipped tables of opposites from WordNet 3.0 and the signs of words from VADER.

    python benchmarks/make_opposites.py WORDNET_FOLDER VADER_LEXICON eval/factcov/text/opposites

WordNet's files are Debian's package wordnet-base (/usr/share/wordnet); VADER's lexicon is in the
package vaderSentiment. What is kept are facts: which words are opposites (direct antonyms, and an
adjective's satellites against the opposite head, both words seen in WordNet's tagged text), and
which words speak well or ill of a thing. The sources' licences are written beside the tables.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

PARTS = ("noun", "verb", "adj", "adv")
STRONG = 1.5  # VADER's mean rating, -4 to 4


def read_wordnet(folder: Path) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Return (direct, indirect) pairs of opposite single words, each pair sorted."""
    members: dict[str, list[str]] = {}
    pointers: list[tuple[str, str, str, int, int]] = []
    for part in PARTS:
        for line in (folder / f"data.{part}").read_text("utf-8").splitlines():
            if line.startswith(" "):
                continue
            fields = line.split(" | ")[0].split()
            key = fields[2].replace("s", "a") + fields[0]
            count = int(fields[3], 16)
            members[key] = [re.sub(r"\(.*\)", "", w) for w in fields[4 : 4 + 2 * count : 2]]
            at = 4 + 2 * count
            for n in range(int(fields[at])):
                symbol, offset, pos, ends = fields[at + 1 + 4 * n : at + 5 + 4 * n]
                target = pos.replace("s", "a") + offset
                pointers.append((key, symbol, target, int(ends[:2], 16), int(ends[2:], 16)))
    seen: Counter[str] = Counter()
    for line in (folder / "cntlist.rev").read_text("utf-8").splitlines():
        sense, _, times = line.split()
        seen[sense.split("%")[0]] += int(times)
    satellites = defaultdict(set)
    for key, symbol, target, _, _ in pointers:
        if symbol == "&":
            satellites[key].add(target)
    direct, indirect = set(), set()
    for key, symbol, target, a, b in pointers:
        if symbol != "!":
            continue
        one, two = members[key][a - 1], members[target][b - 1]
        if one.isalpha() and two.isalpha() and one.islower() and two.islower():
            direct.add((min(one, two), max(one, two)))
        for head, others in ((key, target), (target, key)):
            for satellite in satellites[head]:
                for x in members[satellite]:
                    for y in members[others]:
                        if x.isalpha() and y.isalpha() and seen[x] > 1 and seen[y] > 1:
                            indirect.add((min(x, y), max(x, y)))
    return direct, indirect - direct


def table(pairs: set[tuple[str, str]]) -> str:
    """Return one line a word: the word, then its opposites."""
    opposites = defaultdict(set)
    for a, b in pairs:
        if a != b:
            opposites[a].add(b)
    return "".join(f"{a} {' '.join(sorted(opposites[a]))}\n" for a in sorted(opposites))


def signs(lexicon: Path) -> str:
    """Return two lines: words that speak well of a thing, words that speak ill of it."""
    good, bad = [], []
    for line in lexicon.read_text("utf-8").splitlines():
        word, mean = line.split("\t")[:2]
        if word.isascii() and word.isalpha() and len(word) > 2 and abs(float(mean)) >= STRONG:
            (good if float(mean) > 0 else bad).append(word)
    return f"good {' '.join(sorted(good))}\nbad {' '.join(sorted(bad))}\n"


def main() -> None:
    """Write en.direct.txt, en.indirect.txt and en.signs.txt into the folder given."""
    wordnet, lexicon, folder = map(Path, sys.argv[1:4])
    direct, indirect = read_wordnet(wordnet)
    (folder / "en.direct.txt").write_text(table(direct), "utf-8")
    (folder / "en.indirect.txt").write_text(table(indirect), "utf-8")
    (folder / "en.signs.txt").write_text(signs(lexicon), "utf-8")


if __name__ == "__main__":
    main()
