"""Measure speed beside sacrebleu, rouge-score and rouge-score-rs; write docs/speed.md.

    FACTCOV_DATA=folder python benchmarks/speed.py          # all of it, about half an hour
    FACTCOV_DATA=folder python benchmarks/speed.py rouge    # one table, to the screen
    FACTCOV_DATA=folder python benchmarks/speed.py --write growth large

The folder holds wmt17-en-de/ (reference.txt and one file a system), realsumm-dev/ and
demetr-dev.jsonl; rouge-score-rs is installed as constraints.txt pins it. Times are CPU seconds of
one process with one thread, so a busy machine disturbs them less than wall time; compiled code is
loaded before, and every cache of texts is emptied.
"""

# ruff: noqa: E402
from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

import numpy as np
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.significance import PairedTest

from factcov.metrics import ascii as ascii_words
from factcov.metrics import get_metric
from factcov.metrics.kernels import encode, tier, tokenise
from factcov.metrics.kernels import rouge as rouge_kernel
from factcov.resampling import count_blocks, randomization_test, resampled_sums, sacrebleu
from factcov.types import Item

DATA = Path(os.environ.get("FACTCOV_DATA", "data"))
PAGE = Path(__file__).resolve().parent.parent / "docs" / "speed.md"
SEED, REPLICATES = 12345, 1000
THEIRS: dict[str, Callable[[], Any]] = {
    "bleu": lambda: BLEU(force=True),
    "chrf": CHRF,
    "chrf++": lambda: CHRF(word_order=2),
    "ter": TER,
}
ROUGE = ["rouge1", "rouge2", "rougeL", "rougeLsum"]
Cells = dict[tuple[str, int, int], tuple[float, ...]]


def cpu(function: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU seconds of a call, and its value."""
    begin = time.process_time()
    value = function()
    return time.process_time() - begin, value


def wmt(systems: int, items: int) -> tuple[list[list[str]], list[str]]:
    """Return the outputs of so many systems on the first items, and the references."""
    folder = DATA / "wmt17-en-de"

    def lines(path: Path) -> list[str]:
        return path.read_text(encoding="utf-8").split("\n")[:items]

    files = sorted(path for path in folder.iterdir() if path.name != "reference.txt")
    return [lines(path) for path in files[:systems]], lines(folder / "reference.txt")


def use(path: str) -> None:
    """Choose the kernels: compiled, or numpy as without the extra."""
    tier.compiled = lambda seconds: path == "compiled"


def forget() -> None:
    """Empty every cache, ours and sacrebleu's."""
    for cached in (encode._chunks, encode.encode_characters, tokenise.words_13a,
                   rouge_kernel._encoded, ascii_words._stem):  # fmt: skip
        cached.cache_clear()
    for tokenizer in (BLEU().tokenizer, BLEU().tokenizer._post_tokenizer, TER().tokenizer):
        type(tokenizer).__call__.cache_clear()


def statistics(names: Sequence[str], outputs: Sequence[Sequence[str]], references: Sequence[str],
               shard: int = 2000) -> dict[str, Any]:  # fmt: skip
    """Return each metric's statistics as the engine makes them: shards of all systems."""
    items = [Item(str(n), "", (line,)) for n, line in enumerate(references)]
    metrics = [get_metric(name) for name in names]
    parts: dict[str, list[Any]] = {name: [] for name in names}
    seconds = dict.fromkeys(names, 0.0)
    step = max(1, shard // len(outputs))
    for begin in range(0, len(items), step):
        part = items[begin : begin + step]
        rows = [item for item in part for _ in outputs]
        texts = [one[n] for n in range(begin, begin + len(part)) for one in outputs]
        for metric in metrics:
            spent, stats = cpu(lambda m=metric, t=texts, r=rows: m.extract(t, r, ()))
            seconds[metric.name] += spent
            parts[metric.name].append(stats.reshape(len(part), len(outputs), -1))
    tables = {name: np.concatenate(found).transpose(1, 0, 2) for name, found in parts.items()}
    return {"tables": tables, "seconds": seconds}


def ours(names: Sequence[str], outputs: Sequence[Sequence[str]], references: Sequence[str],
         replicates: int = REPLICATES) -> tuple[Cells, dict[str, float]]:  # fmt: skip
    """Return every cell that sacrebleu prints (score, mean, interval, p), and time by stage."""
    made = statistics(names, outputs, references)
    stages = {f"statistics of {name}": spent for name, spent in made["seconds"].items()}
    rng = np.random.default_rng(SEED)
    spent, blocks = cpu(lambda: list(count_blocks(np.arange(len(references)), replicates, rng)))
    stages["draws"] = spent
    cells: Cells = {}
    stages["replicates"] = stages["scores and tests"] = 0.0
    for name, table in made["tables"].items():
        rows = np.ascontiguousarray(table)
        spent, parts = cpu(lambda t=rows: [resampled_sums(t, block) for block in blocks])
        sums = np.concatenate(parts, axis=1)
        stages["replicates"] += spent
        begin = time.process_time()
        metric = get_metric(name)
        scores = metric.aggregate(table.sum(axis=1))
        single = [
            sacrebleu.replicates(metric.sacrebleu_scores, rows, added, SEED)
            for rows, added in zip(table, sums, strict=True)
        ]
        p = sacrebleu.bootstrap_test(scores, single)
        for i, values in enumerate(single):
            mean = sacrebleu.mean_and_half_width(values)
            for j in range(len(single)):
                cells[name, j, i] = (float(scores[i]), *mean, float(p[i, j]))
        stages["scores and tests"] += time.process_time() - begin
    return cells, stages


def theirs(names: Sequence[str], outputs: Sequence[Sequence[str]], references: Sequence[str],
           baselines: Sequence[int], kind: str = "bs",
           samples: int = REPLICATES) -> Cells:  # fmt: skip
    """Return the same cells by sacrebleu, called once for each baseline."""
    cells: Cells = {}
    for baseline in baselines:
        order = [baseline, *(n for n in range(len(outputs)) if n != baseline)]
        metrics = {name: THEIRS[name]() for name in names}
        named = [(str(n), outputs[n]) for n in order]
        test = PairedTest(named, metrics, [references], test_type=kind, n_samples=samples)
        found = [column for head, column in test()[1].items() if head != "System"]
        for name, column in zip(names, found, strict=True):
            for system, cell in zip(order, column, strict=True):
                p = np.nan if cell.p_value is None else cell.p_value
                cells[name, baseline, system] = (cell.score, cell.mean, cell.ci, p)
    return cells


def differing(a: Cells, b: Cells) -> tuple[int, int]:
    """Return how many numbers differ in the last bit, of how many."""
    pairs = [(x, y) for key in b for x, y in zip(a[key], b[key], strict=True)]
    return sum(not (x == y or (x != x and y != y)) for x, y in pairs), len(pairs)


def significance() -> list[str]:
    """BLEU, chrF, chrF++ and TER with every pair tested."""
    rows = ["| work | path | factcov | sacrebleu | times faster | cells that differ |",
            "|---|---|---:|---:|---:|---:|"]  # fmt: skip
    for path, names in [("compiled", list(THEIRS)), ("numpy", ["bleu", "chrf", "chrf++"])]:
        use(path)
        outputs, references = wmt(4, 500)
        ours(names, *wmt(4, 50), replicates=10)
        spent, cells = fastest(lambda n=names, o=outputs, r=references: ours(n, o, r)[0])
        forget()
        slow, expected = cpu(lambda n=names, o=outputs, r=references: theirs(n, o, r, range(4)))
        bad, total = differing(cells, expected)
        rows.append(f"| 4 systems x 500, {', '.join(names)} | {path} | {spent:.2f} s | {slow:.1f} s"
                    f" | {slow / spent:.0f} | {bad} of {total} |")  # fmt: skip
    use("compiled")
    outputs, references = wmt(16, 3004)
    spent, cells = fastest(lambda: ours(list(THEIRS), outputs, references)[0])
    forget()
    slow, expected = cpu(lambda: theirs(list(THEIRS), outputs, references, [0]))
    bad, total = differing(cells, expected)
    rows.append(f"| 16 systems x 3,004, all four | compiled | {spent:.1f} s | {slow:.0f} s for "
                f"one of 16 baselines | {16 * slow / spent:.0f} (all 16, scaled) "
                f"| {bad} of {total} |")  # fmt: skip
    return rows


def randomization() -> list[str]:
    """Approximate randomization, 10,000 trials."""
    use("compiled")
    names = ["bleu", "chrf"]
    outputs, references = wmt(4, 500)
    tables = statistics(names, outputs, references)["tables"]

    def all_pairs() -> dict[str, Any]:
        return {
            name: randomization_test(
                get_metric(name).sacrebleu_scores, np.ascontiguousarray(table), np.arange(500),
                10_000, np.random.default_rng(SEED), strict=True,
            )[0]
            for name, table in tables.items()
        }  # fmt: skip

    spent, p = fastest(all_pairs)
    slow, expected = cpu(lambda: theirs(names, outputs, references, range(4), "ar", 10_000))
    bad = sum(cell[3] == cell[3] and cell[3] != p[name][i, j]
              for (name, i, j), cell in expected.items())  # fmt: skip
    return ["| work | factcov | sacrebleu | times faster | p-values that differ |",
            "|---|---:|---:|---:|---:|",
            f"| 4 systems x 500, BLEU and chrF | {spent:.2f} s | {slow:.1f} s "
            f"| {slow / spent:.0f} | {bad} of {len(expected) - 8} |"]  # fmt: skip


def summaries() -> tuple[list[str], list[tuple[str, ...]]]:
    """Return the REALSumm sample's candidates and references, each system by each item."""
    folder = DATA / "realsumm-dev"
    rows = [json.loads(line) for line in (folder / "benchmark.jsonl").open(encoding="utf-8")]
    references = {row["id"]: tuple(row["references"]) for row in rows}
    found = [json.loads(line) for path in sorted((folder / "outputs").glob("*.jsonl"))
             for line in path.open(encoding="utf-8")]  # fmt: skip
    found.sort(key=lambda row: row["id"])
    return [row["text"] for row in found], [references[row["id"]] for row in found]


def sentences() -> tuple[list[str], list[tuple[str, ...]]]:
    """Return DEMETR's English translations, good and bad, and references, each pair once.

    Those from the languages that rules are made with: the other half is kept unread.
    """
    from contradiction import TUNING, demetr

    rows = demetr(DATA, TUNING)
    found = {(row[which], row["reference"]): None for row in rows for which in ("good", "bad")}
    ordered = sorted(found, key=lambda pair: pair[1])
    return [text for text, _ in ordered], [(reference,) for _, reference in ordered]


def rouge() -> list[str]:
    """ROUGE-1, -2, -L and -Lsum with stemmer."""
    return [
        "| texts | pairs | compiled | without the extra | rouge-score-rs | rouge-score "
        "| cells that differ |",
        "|---|---:|---:|---:|---:|---:|---:|",
        _rouge("summaries of news", *summaries()),
        _rouge("sentences", *sentences()),
    ]


def _rouge(what: str, texts: list[str], groups: list[tuple[str, ...]]) -> str:
    from rouge_score.rouge_scorer import RougeScorer
    from rouge_score_rs.rouge_scorer import RougeScorer as Rust

    of = {group: Item(str(n), "", group) for n, group in enumerate(dict.fromkeys(groups))}
    rows = [of[group] for group in groups]
    pairs = list(zip(groups, texts, strict=True))

    def fast() -> list[Any]:
        return [get_metric(f"{name}:stemmer=true").extract(texts, rows, ()) for name in ROUGE]

    def by(scorer: Any) -> list[dict[str, Any]]:
        return [scorer.score(group[0], text) for group, text in pairs]

    slow, expected = cpu(lambda: by(RougeScorer(ROUGE, use_stemmer=True)))
    seconds, bad = [], 0
    for path in ("compiled", "numpy"):
        use(path)
        spent, found = fastest(fast, times=5)
        seconds.append(spent)
        bad += sum(
            float(row[name].fmeasure) != table[n, 0]
            for name, table in zip(ROUGE, found, strict=True)
            for n, row in enumerate(expected)
        )
    rust, _ = fastest(lambda: by(Rust(ROUGE, use_stemmer=True)), times=5)
    cells = [
        what, str(len(texts)), *(f"{1e6 * s / len(texts):.0f} \u00b5s ({slow / s:.0f}x)"
                                 for s in (*seconds, rust, slow)),
        f"{bad} of {8 * len(expected)}",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def growth() -> list[str]:
    """How the whole job grows: statistics and every pair of 1,000 replicates."""
    use("compiled")
    rows = ["| systems | segments | replicates | words a segment | seconds | peak memory |",
            "|---:|---:|---:|---:|---:|---:|"]  # fmt: skip
    for systems, items, replicates, length in [
        (4, 500, 1000, 1), (4, 3004, 1000, 1), (8, 3004, 1000, 1), (16, 3004, 1000, 1),
        (4, 3004, 4000, 1), (4, 1500, 1000, 2), (4, 750, 1000, 4),
    ]:  # fmt: skip
        script = (f"import speed; speed.use('compiled'); o, r = speed.wmt({systems}, 3004); "
                  f"speed.one_growth(o, r, {items}, {replicates}, {length})")  # fmt: skip
        out = subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parent,
                             capture_output=True, text=True, check=True).stdout.split()  # fmt: skip
        rows.append(f"| {systems} | {items} | {replicates} | {out[2]} | {out[0]} | {out[1]} MB |")
    return rows


def one_growth(outputs: list[list[str]], references: list[str], items: int, replicates: int,
               length: int) -> None:  # fmt: skip
    """Print seconds, peak memory in MB and words a segment, with *length* lines a segment."""

    def joined(lines: list[str]) -> list[str]:
        return [" ".join(lines[n * length : (n + 1) * length]) for n in range(items)]

    ours(list(THEIRS), [joined(one[:8]) for one in outputs], joined(references[:8]), 10)
    texts, refs = [joined(one) for one in outputs], joined(references)
    spent, _ = cpu(lambda: ours(list(THEIRS), texts, refs, replicates))
    print(f"{spent:.2f} {peak_memory()} {sum(map(len, map(str.split, refs))) // items}")


def peak_memory() -> int:
    """Return this process's peak memory in MB; getrusage would count its parent's as well."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def large() -> list[str]:
    """The whole command on many segments: read, measure, test every pair, write the run."""
    rows = ["| systems | segments | CPU seconds | peak memory |", "|---:|---:|---:|---:|"]
    return rows + [one_large(items) for items in (10_000, 100_000, 1_000_000)]


def one_large(items: int) -> str:
    """Return the row of so many segments."""
    with tempfile.TemporaryDirectory() as folder:
        _write_large(Path(folder), items)
        outputs = ", ".join(f"'{folder}/s{n}.txt'" for n in range(4))
        script = ("import speed, time; from factcov.cli import main; "
                  f"main(['score', '{folder}/bench', '-i', {outputs}, '-m', *speed.THEIRS, "
                  f"'--jobs', '1', '-o', '{folder}/run']); "
                  "print(f'{time.process_time():.0f}', speed.peak_memory())")  # fmt: skip
        out = subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parent,
                             stdout=subprocess.PIPE, text=True, check=True)  # fmt: skip
        spent, peak = out.stdout.split()[-2:]
    return f"| 4 | {items:,} | {spent} | {int(peak):,} MB |"


def _write_large(folder: Path, items: int) -> None:
    """Write a benchmark of real lines over and over, each time with another number at its end."""
    outputs, references = wmt(4, 3004)
    rng = random.Random(0)
    (folder / "bench").mkdir()
    (folder / "bench" / "benchmark.toml").write_text('name = "large"\ntask = "translation"\n')
    with (folder / "bench" / "items.jsonl").open("w", encoding="utf-8") as file:
        for n in range(items):
            turn, line = divmod(n, len(references))
            source = references[(line + 7) % len(references)]
            row = {"id": str(n), "source": source, "references": [f"{references[line]} {turn}"]}
            file.write(json.dumps(row) + "\n")
    for number, lines in enumerate(outputs):
        with (folder / f"s{number}.txt").open("w", encoding="utf-8") as file:
            for n in range(items):
                words = lines[n % len(lines)].split() or ["-"]
                words[rng.randrange(len(words))] = rng.choice(words)
                file.write(" ".join(words) + "\n")


def stages() -> list[str]:
    """Where the time of the largest job goes."""
    use("compiled")
    ours(list(THEIRS), *wmt(4, 50), replicates=10)
    _, found = ours(list(THEIRS), *wmt(16, 3004))
    total = sum(found.values())
    rows = ["| stage | seconds | share |", "|---|---:|---:|"]
    return rows + [
        f"| {name} | {spent:.2f} | {spent / total:.0%} |" for name, spent in found.items()
    ]


def start() -> list[str]:
    """Import, start-up and compiling."""
    rows = ["| what | CPU seconds |", "|---|---:|"]

    def spent(code: str, **environment: str) -> float:
        before = os.times()
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL,
                       cwd=Path(__file__).parent, env={**os.environ, **environment})  # fmt: skip
        after = os.times()
        return sum(after[2:4]) - sum(before[2:4])  # of child processes, user and system

    base = min(spent("pass") for _ in range(5))
    for what, code in [
        ("python, nothing imported", "pass"),
        ("import factcov", "import factcov"),
        ("factcov --help", "from factcov.cli import main\nmain(['--help'])"),
        ("import sacrebleu", "import sacrebleu"),
        ("BLEU of one text", "from factcov.metrics import get_metric; import factcov.types as t\n"
         "get_metric('bleu').extract(['a'], [t.Item('1', '', ('a',))], ())"),
        ("import rouge-score", "import rouge_score.rouge_scorer"),
        ("ROUGE with stemmer of one text", "from factcov.metrics import get_metric; "
         "import factcov.types as t\nget_metric('rougeL:stemmer=true').extract(['a'], "
         "[t.Item('1', '', ('a',))], ())"),
    ]:  # fmt: skip
        rows.append(f"| {what} | {min(spent(code) for _ in range(5)):.2f} |")
    warm = ("import speed; speed.use('compiled'); o, r = speed.wmt(2, 4); "
            "stemmed = [f'{name}:stemmer=true' for name in speed.ROUGE]; "
            "speed.statistics([*speed.THEIRS, *stemmed], o, r)")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        cold = spent(warm, NUMBA_CACHE_DIR=folder)
        again = min(spent(warm, NUMBA_CACHE_DIR=folder) for _ in range(3))
    plain = min(spent(warm.replace("'compiled'", "'numpy'")) for _ in range(3))
    rows.append(f"| kernels loaded from the cache, beyond the same without | {again - plain:.2f} |")
    rows.append(f"| kernels compiled, once after installation | {cold - plain:.1f} |")
    return [*rows, "", f"(of each, {base:.2f} s are Python's own)"]


def fastest(function: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """Return the least CPU seconds of a few calls with cold caches, and the value."""
    best, value = np.inf, None
    for _ in range(times + 1):
        forget()
        spent, value = cpu(function)
        best = min(best, spent)
    return float(best), value


TABLES: dict[str, tuple[str, Callable[[], list[str]]]] = {
    "significance": ("Scores, intervals and p-values of every pair", significance),
    "randomization": ("Approximate randomization", randomization),
    "rouge": ("ROUGE-1, -2, -L and -Lsum with stemmer", rouge),
    "stages": ("Where the time goes, 16 systems x 3,004 segments", stages),
    "growth": ("Growth", growth),
    "large": ("The whole command on many segments", large),
    "start": ("Start-up", start),
}


def main(names: Sequence[str]) -> None:
    """Print the named tables; or write them, or all, into the page, between their marks."""
    if names and names[0] != "--write":
        for name in names:
            print("\n".join(TABLES[name][1]()))
        return
    page = PAGE.read_text(encoding="utf-8")
    for name in names[1:] or TABLES:
        table = TABLES[name][1]
        head, mark, rest = page.partition(f"<!-- {name} -->\n")
        _, end, tail = rest.partition("<!-- end -->")
        page = head + mark + "\n".join(table()) + "\n" + end + tail
        PAGE.write_text(page, encoding="utf-8")
        print(name, "done", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
