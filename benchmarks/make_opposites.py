"""Write the shipped tables of opposites from WordNet 3.0 and the signs of words from VADER.

    python benchmarks/make_opposites.py WORDNET_FOLDER VADER_LEXICON eval/factcov/text/opposites

WordNet's files are Debian's package wordnet-base (/usr/share/wordnet); VADER's lexicon is in the
package vaderSentiment. What is kept are facts: which words are opposites (direct antonyms, and an
adjective's satellites against the opposite head, both words seen in WordNet's tagged text), which
share a sense (../synonyms/en.txt), and which words speak well or ill of a thing. The sources'
licences are written beside the tables.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

PARTS = ("noun", "verb", "adj", "adv")
SENSES = 25  # a word of more senses has opposites in few of them
STRONG = 1.5  # VADER's mean rating, -4 to 4


RANK = 6  # of a word's senses, the most frequent first: the rest are too rare to be meant

# Adjectives and nouns that share their stem with a verb of another sense: "running" water, but to
# run for an office; and what is opposite in one rare sense only.
APART = frozenset(
    frozenset(pair.split())
    for pair in (
        "running standing", "running stand", "alternating direct", "seated standing",
        "preceding succeeding", "being nonbeing", "bearing nonbearing", "deaf hearing",
        "sparkling still", "beseeching imperative", "breathing breathless", "ever never",
        "bound free",
    )
)  # fmt: skip

NEGATING = re.compile(
    r"\b(?:not|lacking|without|absence of|lack of|free of|free from|devoid of|opposite of)"
    r"(?: (?:a|an|the|any|in|of|being|having|easily|fully))? ([a-z]+)"
)


class WordNet:
    """The synsets of WordNet: their words, pointers and glosses."""

    def __init__(self, folder: Path) -> None:
        self.members: dict[str, list[str]] = {}
        self.pointers: list[tuple[str, str, str, int, int]] = []
        self.glosses: dict[str, str] = {}
        self.seen: Counter[str] = Counter()
        self.rank: dict[tuple[str, str], int] = {}
        for part in PARTS:
            for line in (folder / f"index.{part}").read_text("utf-8").splitlines():
                if not line.startswith(" "):
                    self._order(line)
            for line in (folder / f"data.{part}").read_text("utf-8").splitlines():
                if not line.startswith(" "):
                    self._read(line)
        self.senses: Counter[str] = Counter()
        for words in self.members.values():
            self.senses.update(words)
        for line in (folder / "cntlist.rev").read_text("utf-8").splitlines():
            sense, _, times = line.split()
            self.seen[sense.split("%")[0]] += int(times)

    def _order(self, line: str) -> None:
        fields = line.split()
        for rank, offset in enumerate(fields[-int(fields[2]) :]):
            self.rank[fields[0], fields[1] + offset] = rank

    def _read(self, line: str) -> None:
        head, _, gloss = line.partition(" | ")
        fields = head.split()
        key = fields[2].replace("s", "a") + fields[0]
        count = int(fields[3], 16)
        words = [re.sub(r"\(.*\)", "", w) for w in fields[4 : 4 + 2 * count : 2]]
        self.members[key] = words
        self.glosses[key] = gloss.split('"')[0]
        at = 4 + 2 * count
        for n in range(int(fields[at])):
            symbol, offset, pos, ends = fields[at + 1 + 4 * n : at + 5 + 4 * n]
            target = pos.replace("s", "a") + offset
            self.pointers.append((key, symbol, target, int(ends[:2], 16), int(ends[2:], 16)))


def opposites(net: WordNet) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Return (direct, indirect) pairs of opposite single words, each pair sorted.

    Indirect are: the synonyms of both, what is derived from either, an adjective's satellites
    against the opposite head, and words whose gloss begins with "not", "lacking" and the like.
    """
    satellites, family = defaultdict(set), defaultdict(set)
    for key, symbol, target, a, b in net.pointers:
        if symbol == "&":
            satellites[key].add(target)
        elif symbol in ("+", "\\") and a and b:
            one, two = net.members[key][a - 1], net.members[target][b - 1]
            family[one].add(two)
            family[two].add(one)
    direct: set[tuple[str, str]] = set()
    indirect: set[tuple[str, str]] = set()

    def keep(pairs: set[tuple[str, str]], x: str, y: str, times: int) -> None:
        plain = x.isalpha() and y.isalpha() and x.islower() and y.islower()
        if max(net.senses[x], net.senses[y]) > SENSES or frozenset([x, y]) in APART:
            return
        if plain and net.seen[x] >= times and net.seen[y] >= times:
            pairs.add((min(x, y), max(x, y)))

    for key, symbol, target, a, b in net.pointers:
        if symbol != "!":
            continue
        one, two = net.members[key][a - 1], net.members[target][b - 1]
        keep(direct, one, two, 0)
        for x in {one, *family[one]}:
            for y in {two, *family[two]}:
                keep(indirect, x, y, 1)
        for x in net.members[key]:
            for y in net.members[target]:
                keep(indirect, x, y, 1)
        for head, others in ((key, target), (target, key)):
            for satellite in satellites[head]:
                for x in net.members[satellite]:
                    for y in net.members[others]:
                        keep(indirect, x, y, 2)
    for key, gloss in net.glosses.items():
        found = NEGATING.match(gloss)
        if found and len(found[1]) > 3:
            for x in net.members[key]:
                keep(indirect, x, found[1], 1)
    return direct, indirect - direct


def table(pairs: set[tuple[str, str]]) -> str:
    """Return one line a word: the word, then its opposites."""
    opposites = defaultdict(set)
    for a, b in pairs:
        if a != b:
            opposites[a].add(b)
    return "".join(f"{a} {' '.join(sorted(opposites[a]))}\n" for a in sorted(opposites))


def synonyms(net: WordNet) -> str:
    """Return one line a sense: its words, where there are several; adjectives with their like."""

    def meant(key: str) -> set[str]:
        return {
            word
            for word in net.members[key]
            if word.isalpha() and word.islower() and len(word) > 2
            and net.seen[word] and net.rank.get((word, key), RANK) < RANK
        }  # fmt: skip

    groups = [meant(key) for key in net.members]
    for key, symbol, target, _, _ in net.pointers:
        if symbol == "&" and key < target and meant(key) and meant(target):
            groups.append(meant(key) | meant(target))
    lines = {" ".join(sorted(group)) for group in groups if len(group) > 1}
    return "\n".join(sorted(lines)) + "\n"


def signs(lexicon: Path) -> str:
    """Return two lines: words that speak well of a thing, words that speak ill of it."""
    good, bad = [], []
    for line in lexicon.read_text("utf-8").splitlines():
        word, mean = line.split("\t")[:2]
        if word.isascii() and word.isalpha() and len(word) > 2 and abs(float(mean)) >= STRONG:
            (good if float(mean) > 0 else bad).append(word)
    return f"good {' '.join(sorted(good))}\nbad {' '.join(sorted(bad))}\n"


def common(net: WordNet) -> str:
    """Return the words that WordNet writes in lower case and saw in its tagged texts."""
    words = {w for members in net.members.values() for w in members}
    kept = {w for w in words if w.isalpha() and w.islower() and len(w) > 3 and net.seen[w] > 0}
    return " ".join(sorted(kept)) + "\n"


def main() -> None:
    """Write the tables into the folder, and the synonyms into the one beside it."""
    wordnet, lexicon, folder = map(Path, sys.argv[1:4])
    net = WordNet(wordnet)
    direct, indirect = opposites(net)
    (folder / "en.common.txt").write_text(common(net), "utf-8")
    (folder / "en.direct.txt").write_text(table(direct), "utf-8")
    (folder / "en.indirect.txt").write_text(table(indirect), "utf-8")
    (folder.parent / "synonyms" / "en.txt").write_text(synonyms(net), "utf-8")
    (folder / "en.signs.txt").write_text(signs(lexicon), "utf-8")


if __name__ == "__main__":
    main()
