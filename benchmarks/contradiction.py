"""Measure the detection of contradictions and write docs/contradiction.md.

    FACTCOV_DATA=/path/to/data python benchmarks/contradiction.py            # the report
    FACTCOV_DATA=/path/to/data python benchmarks/contradiction.py --tuning   # to the screen

The rules were written and their numbers chosen on DEMETR's five tuning languages (and on the
labelled summaries, for false alarms); the report is on the five others. The folder holds
demetr-dev.jsonl, realsumm-dev/ and pyrxsum/ (see the README beside the data for their sources).
"""

from __future__ import annotations

import json
import os
import platform
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from msgspec.structs import replace
from rouge_score import rouge_scorer
from sacrebleu.metrics import BLEU, CHRF, TER
from separation import auc, contradicted, score
from summaries import summary_tables
from wordings import wording_tables

import factcov
from factcov.judges.contradiction import (
    detect,
    prepare_candidate,
    prepare_fact,
)
from factcov.judges.lexical import LexicalJudge
from factcov.text.analysis import analyse
from factcov.text.statements import derive_facts
from factcov.types import Fact, Item, Verdict

TUNING = ("french", "german", "spanish", "chinese_simple", "czech")
REPORTED = ("hindi", "italian", "japanese", "polish", "russian")
TARGETS: dict[str, tuple[str, float, float | None, float]] = {
    # phenomenon: (name, least AUC, least share called contradicted, least paired accuracy)
    "numbers_replaced": ("number replaced", 0.97, 0.95, 0.99),
    "gender": ("gender or role word", 0.97, 0.93, 0.96),
    "negation": ("negation", 0.97, 0.95, 0.99),
    "ne_replaced": ("name replaced", 0.95, 0.80, 0.98),
    "antonym": ("antonym", 0.82, 0.55, 0.88),
    "ne_removed": ("name removed", 0.84, None, 0.97),
    "noun_removed": ("noun removed", 0.68, None, 0.88),
    "subj_removed": ("subject removed", 0.68, None, 0.88),
    "verb_removed": ("verb removed", 0.61, None, 0.82),
}
CONTROLS = {
    "case": "grammatical case of a pronoun", "final_punc_removed": "final stop removed",
    "tokenized": "tokenised", "first_lower": "first letter lower-cased",
    "full_lower": "lower-cased", "misspelled": "a word misspelt", "char_removed": "a letter lost",
}  # fmt: skip
GOOD_TO_BAD = 4
"""Good texts for one wrong text, where the two are weighed against each other."""
RUNS = 3
"""Runs of which the fastest counts, where speed is measured."""
PAGE = Path(__file__).parent.parent / "docs" / "contradiction.md"
ROOT = Path(__file__).parent.parent

WORDINGS = (
    "`benchmarks/wordings/` holds sentences generated for this project without knowledge of the "
    "rules, each with a\nrewording and with copies that have one error. Most rewordings go further "
    "than a translation does, on purpose. The\nheld rows are the ones to believe."
)
SUMMARIES = (
    "`benchmarks/summaries/` holds key facts of invented articles with three texts each, and texts "
    "about the two shipped\nbenchmarks, generated and labelled for this project without knowledge "
    "of the judge. The held rows are the ones to\nbelieve. The last column is Cohen's kappa over "
    "covered, missing and contradicted."
)

Pair = tuple[str, str]
Row = dict[str, Any]


def main() -> None:
    """Measure on the reported half and write the page, or print the tuning half's table."""
    data = Path(os.environ["FACTCOV_DATA"])
    tuning = "--tuning" in sys.argv
    rows = demetr(data, TUNING if tuning else REPORTED)
    verdicts = judge(rows)
    lines = [*demetr_table(rows, verdicts), "", *control_table(rows, verdicts)]
    lines += ["", *alarms(data, rows, verdicts)]
    lines += ["", *reliability(rows, verdicts)]
    if tuning:
        print("\n".join(lines))
        return
    lines += ["", "## Other wordings, other languages", "", WORDINGS, "", *wording_tables()]
    lines += ["", "## Key facts and summaries", "", SUMMARIES, "", *summary_tables()]
    lines += ["", "## Planted faults of the shipped benchmarks", ""]
    lines += [*planted("cyberstups"), "", *planted("cyberstups-fr")]
    lines += ["", "## Speed", "", *speed(data)]
    text = PAGE.read_text("utf-8") if PAGE.is_file() else "<!-- figures -->\n"
    head = text.split("<!-- figures -->")[0]
    PAGE.write_text(head + "<!-- figures -->\n\n" + "\n".join(lines) + "\n", "utf-8")
    print(PAGE)


def demetr(data: Path, languages: Sequence[str]) -> list[Row]:
    """Return DEMETR's minimal pairs from the source *languages*."""
    with (data / "demetr-dev.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [row for row in rows if row["source_lang"] in languages]


def judge(rows: Sequence[Row]) -> dict[Pair, tuple[Item, list[Verdict]]]:
    """Return each (reference, translation) judged with facts derived from the reference."""
    items: dict[str, Item] = {}
    for row in rows:
        reference = row["reference"]
        if reference not in items:
            item = Item(str(len(items)), "", (reference,))
            items[reference] = replace(item, facts=derive_facts(item))
    keys = sorted({(row["reference"], row[side]) for row in rows for side in ("good", "bad")})
    judged = LexicalJudge(language="en", task="translation").judge(
        [text for _, text in keys], [items[reference] for reference, _ in keys]
    )
    return {key: (items[key[0]], list(row)) for key, row in zip(keys, judged, strict=True)}


def rivals() -> dict[str, Callable[[str, str], float]]:
    """Return sentence-level BLEU, chrF, TER (negated) and ROUGE-L by name."""
    bleu, chrf, ter = BLEU(effective_order=True), CHRF(), TER()
    rouge = rouge_scorer.RougeScorer(["rougeL"])
    return {
        "BLEU": lambda r, c: bleu.sentence_score(c, [r]).score,
        "chrF": lambda r, c: chrf.sentence_score(c, [r]).score,
        "TER": lambda r, c: -ter.sentence_score(c, [r]).score,
        "ROUGE-L": lambda r, c: rouge.score(r, c)["rougeL"].fmeasure,
    }


def demetr_table(
    rows: Sequence[Row], verdicts: dict[Pair, tuple[Item, list[Verdict]]]
) -> list[str]:
    """Return the table of errors: ours against what was asked, and the rivals' AUC."""
    others = rivals()
    lines = [
        "| error | pairs | AUC | asked | called contradicted | asked | paired accuracy | asked | "
        + " | ".join(f"{name} AUC" for name in others) + " |",
        "|---" * (8 + len(others)) + "|",
    ]  # fmt: skip
    for phenomenon, (name, *asked) in TARGETS.items():
        pairs = [row for row in rows if row["phenomenon"] == phenomenon]
        sides = [[(row["reference"], row[side]) for row in pairs] for side in ("good", "bad")]
        good, bad = ([score(*verdicts[key]) for key in keys] for keys in sides)
        found = np.mean([contradicted(verdicts[key][1]) for key in sides[1]])
        paired = np.mean([g > b for g, b in zip(good, bad, strict=True)])
        cells = [f"{auc(good, bad):.3f}", f"{asked[0]:.2f}", f"{found:.3f}"]
        cells += [
            "-" if asked[1] is None else f"{asked[1]:.2f}",
            f"{paired:.3f}",
            f"{asked[2]:.2f}",
        ]
        cells += [
            f"{auc([rival(*key) for key in sides[0]], [rival(*key) for key in sides[1]]):.2f}"
            for rival in others.values()
        ]
        lines.append(f"| {name} | {len(pairs)} | " + " | ".join(cells) + " |")
    return lines


def control_table(
    rows: Sequence[Row], verdicts: dict[Pair, tuple[Item, list[Verdict]]]
) -> list[str]:
    """Return how many verdicts a harmless change turns."""
    lines = [
        "| harmless change | pairs | verdicts changed | to or from contradicted |",
        "|---|---|---|---|",
    ]
    for phenomenon, name in CONTROLS.items():
        pairs = [row for row in rows if row["phenomenon"] == phenomenon]
        changed = wrong = total = 0
        for row in pairs:
            before, after = (verdicts[row["reference"], row[side]][1] for side in ("good", "bad"))
            for a, b in zip(before, after, strict=True):
                total += 1
                changed += a.verdict != b.verdict
                wrong += (a.verdict == "contradicted") != (b.verdict == "contradicted")
        lines.append(f"| {name} | {len(pairs)} | {changed / total:.1%} | {wrong / total:.1%} |")
    return lines


def alarms(
    data: Path, rows: Sequence[Row], verdicts: dict[Pair, tuple[Item, list[Verdict]]]
) -> list[str]:
    """Return the table of false alarms."""
    good = {(row["reference"], row["good"]) for row in rows}
    share = np.mean([contradicted(verdicts[key][1]) for key in sorted(good)])
    lines = ["| false alarms: called contradicted | of | share | at most |", "|---|---|---|---|"]
    lines.append(f"| good translations | {len(good)} | {share:.1%} | 3 % |")
    for folder, name, most in (("realsumm-dev", "REALSumm", 5), ("pyrxsum", "PyrXSum", 3)):
        for wanted, limit in ((True, f"{most} %"), (False, "(some rightly)")):
            labelled = [pair for *pair, covered in summaries(data / folder) if covered == wanted]
            found = LexicalJudge().judge(
                [text for _, text in labelled],
                [
                    Item(str(n), "", facts=(Fact("f", str(n), fact),))
                    for n, (fact, _) in enumerate(labelled)
                ],
            )
            share = np.mean([contradicted(row) for row in found])
            what = "covered" if wanted else "not covered"
            lines.append(
                f"| {name}: facts that people call {what} "
                f"| {len(labelled)} | {share:.1%} | {limit} |"
            )
    generator = random.Random(0)
    references = sorted({reference for reference, _ in good})
    texts = sorted({text for _, text in good})
    strange = [(r, t) for r in references for t in generator.sample(texts, 8) if (r, t) not in good]
    found_ = [
        detect(prepare_fact(analyse(r, "en")), prepare_candidate(analyse(t, "en")))
        for r, t in strange
    ]
    share = np.mean([f is not None and f.probability >= 0.5 for f in found_])
    lines.append(f"| random pairs of sentences | {len(strange)} | {share:.2%} | 0.5 % |")
    return lines


def reliability(rows: Sequence[Row], verdicts: dict[Pair, tuple[Item, list[Verdict]]]) -> list[str]:
    """Return how often texts of one p_contradicted are wrong, if one text in five is."""
    chances: dict[bool, list[float]] = {True: [], False: []}
    for row in rows:
        if TARGETS.get(row["phenomenon"], ("", 0, None, 0))[2] is not None:
            for side in ("good", "bad"):
                found = verdicts[row["reference"], row[side]][1]
                chances[side == "bad"].append(max(v.p_contradicted or 0.0 for v in found))
    bad, good = np.array(chances[True]), np.array(chances[False])
    lines = ["| p_contradicted | texts | mean | share that is wrong |", "|---|---|---|---|"]
    for low, high in pairwise((0.0, 0.001, 0.5, 0.7, 0.9, 1.0)):
        b, g = bad[(bad >= low) & (bad < high)], good[(good >= low) & (good < high)]
        weight = len(b) + GOOD_TO_BAD * len(g)
        if weight:
            mean = (b.sum() + GOOD_TO_BAD * g.sum()) / weight
            name = "0" if high <= 0.001 else f"{low:.1f} to {high:.1f}".replace("0.0 to", "up to")
            lines.append(f"| {name} | {len(b) + len(g)} | {mean:.2f} | {len(b) / weight:.2f} |")
    return lines


def summaries(folder: Path) -> list[tuple[str, str, bool]]:
    """Return (fact, summary, covered by people's majority) of a labelled set."""
    facts: dict[tuple[str, str], str] = {}
    for line in (folder / "benchmark.jsonl").read_text("utf-8").splitlines():
        item = json.loads(line)
        facts |= {(item["id"], fact["id"]): fact["text"] for fact in item["facts"]}
    texts = {
        (path.stem, row["id"]): row["text"]
        for path in sorted((folder / "outputs").glob("*.jsonl"))
        for row in map(json.loads, path.read_text("utf-8").splitlines())
    }
    labels = map(json.loads, (folder / "labels.jsonl").read_text("utf-8").splitlines())
    return [
        (facts[x["id"], x["fact"]], texts[x["system"], x["id"]], bool(x["covered"] > 0.5))
        for x in labels
        if (x["system"], x["id"]) in texts
    ]


def planted(name: str) -> list[str]:
    """Return how many planted faults the shipped judge calls, with their span, and those missed."""
    bench = factcov.load_benchmark(name)
    outputs = factcov.load_outputs(name, bench)
    judge = LexicalJudge(
        language=bench.target_language, source_language=bench.source_language, task=bench.task
    )
    rows = {system: judge.judge(texts, bench.items) for system, texts in outputs.items()}
    place = {item.id: n for n, item in enumerate(bench.items)}
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    missed = []
    path = ROOT / "outputs" / f"faults-{name}.jsonl"
    for fault in map(json.loads, path.read_text("utf-8").splitlines()):
        if fault["kind"] == "omission":
            continue
        n = place[fault["id"]]
        start = outputs[fault["system"]][n].index(fault["planted"])
        end = start + len(fault["planted"])
        hit = any(
            v.verdict == "contradicted" and v.start < end and start < v.end
            for fact, v in zip(bench.items[n].facts, rows[fault["system"]][n], strict=True)
            if fact.id in fault["fact"]
        )
        total[fault["kind"]] += 1
        found[fault["kind"]] += hit
        if not hit:
            missed.append(f'{fault["kind"]} "{fault["clean"]}" → "{fault["planted"]}"')
    clean = [system for system in ("good", "free", "terse") if system in outputs]
    wrong = [
        f"{system} {fact.id} ({v.reason})"
        for system in clean
        for item, verdicts in zip(bench.items, rows[system], strict=True)
        for fact, v in zip(item.facts, verdicts, strict=True)
        if v.verdict == "contradicted"
    ]
    kinds = ", ".join(f"{kind} {found[kind]} of {total[kind]}" for kind in sorted(total))
    lines = [f"**{name}**: {found.total()} of {total.total()} found with their span ({kinds})."]
    lines.append(f"False alarms on the clean twins ({', '.join(clean)}): {len(wrong)}.")
    lines += ["", *(f"- not found: {m}" for m in missed), *(f"- false alarm: {w}" for w in wrong)]
    return lines


def speed(data: Path) -> list[str]:
    """Return pairs a second, facts and candidates prepared once, on one core."""
    rows = summaries(data / "realsumm-dev")
    facts = {fact: prepare_fact(analyse(fact, "en")) for fact, _, _ in rows}
    texts = {text: prepare_candidate(analyse(text, "en")) for _, text, _ in rows}
    pairs = [(facts[fact], texts[text]) for fact, text, _ in rows]

    def every_pair() -> int:
        for fact, candidate in pairs:
            detect(fact, candidate)
        return len(pairs)

    alone, (judged, whole) = rate(every_pair), whole_verdicts(data / "realsumm-dev")
    return [
        f"Detector alone, {len(pairs)} (fact, summary) pairs of REALSumm, prepared once: "
        f"{alone:,.0f} pairs a second of CPU time on one core ({platform.machine()}, "
        f"Python {platform.python_version()}). Whole verdict, coverage and contradiction, prepared "
        f"once: {judged:,.0f}; with the texts read and prepared: {whole:,.0f}. Each is the best of "
        f"{RUNS} runs, after one that is not counted: it loads the word lists and meets the texts' "
        "words for the first time."
    ]


def rate(work: Callable[[], int], ready: Callable[[], None] = lambda: None) -> float:
    """Return the most pairs a second of CPU time that *work* judges, once it is warm.

    The first call is not counted: it loads the word lists, and fills the tables of word pairs
    that were compared before, once a process. *ready* comes before each, uncounted.
    """
    ready()
    work()
    rates = []
    for _ in range(RUNS):
        ready()
        start = time.process_time()
        count = work()
        rates.append(count / (time.process_time() - start))
    return max(rates)


def whole_verdicts(folder: Path) -> tuple[float, float]:
    """Return pairs a second of the lexical judge on one core: facts and candidates prepared
    before, and their preparing included.
    """
    items = {}
    for line in (folder / "benchmark.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        facts = tuple(Fact(fact["id"], row["id"], fact["text"]) for fact in row["facts"])
        items[row["id"]] = Item(row["id"], row.get("source", ""), tuple(row["references"]), facts)
    work = [
        (row["text"], items[row["id"]])
        for path in sorted((folder / "outputs").glob("*.jsonl"))
        for row in map(json.loads, path.read_text("utf-8").splitlines())
    ]
    work.sort(key=lambda pair: pair[1].id)  # an item's candidates next to each other
    texts, owners = [text for text, _ in work], [item for _, item in work]
    prepared: list[Any] = []
    judge = LexicalJudge()

    def prepare_all() -> None:
        prepared.clear()
        for item in items.values():
            facts = LexicalJudge()._prepare(item)
            own = [text for text, owner in work if owner is item]
            prepared.append((*judge._read_texts(own, facts), facts))

    def judge_all() -> int:
        return sum(sum(map(len, judge._judge_read(*one))) for one in prepared)

    # A new judge each time: a used one still has its last items prepared.
    return rate(judge_all, prepare_all), rate(
        lambda: sum(map(len, LexicalJudge().judge(texts, owners)))
    )


if __name__ == "__main__":
    main()
