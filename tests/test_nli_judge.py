"""The judge nli with real transformers and a tiny model that the test makes and saves."""

from collections.abc import Callable
from pathlib import Path

import pytest

import factcov
from factcov.errors import MissingExtraError, UsageError
from factcov.judges import get_judge
from factcov.judges.base import CostlyJudge
from factcov.types import Fact, Item, Verdict
from made import make_benchmark
from tiny_nli import write_tiny_nli

torch = pytest.importorskip("torch", reason="extra nli is not installed: make test-nli")
pytest.importorskip("transformers", reason="extra nli is not installed: make test-nli")

from factcov.judges.nli.judge import NliJudge  # noqa: E402

TEXT = "Police arrested a dealer in Paris. He left the house. Prices rose to 41 euro!"
FACTS = ("A dealer was arrested.", "Prices fell.", "The jockey won the race in London.")


def item(*facts: str) -> Item:
    return Item("i", "", (), tuple(Fact(f"f{n}", "i", text) for n, text in enumerate(facts)))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_nli(tmp_path_factory.mktemp("tiny"))


def plainly(folder: Path, passage: str, fact: str) -> tuple[float, float]:
    """Return p of entailment and contradiction as transformers' own documentation computes them."""
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    loaded = AutoModelForSequenceClassification.from_pretrained(folder).eval()
    with torch.no_grad():
        shares = loaded(**tokenizer(passage, fact, return_tensors="pt")).logits.softmax(-1)[0]
    names = loaded.config.label2id
    return float(shares[names["entailment"]]), float(shares[names["contradiction"]])


def test_the_strongest_passage_decides_and_is_the_evidence(model: Path) -> None:
    passages = ["Police arrested a dealer in Paris.", "He left the house.",
                "Prices rose to 41 euro!", TEXT]  # fmt: skip

    (verdicts,) = NliJudge(f"{model}").judge([TEXT], [item(*FACTS)])

    for fact, verdict in zip(FACTS, verdicts, strict=True):
        shares = [plainly(model, passage, fact) for passage in passages]
        support = max(share for share, _ in shares)
        against = max(share for _, share in shares) * (1 - support)
        decided = shares.index(max(shares, key=lambda s: s[verdict.verdict == "contradicted"]))
        assert verdict.p_covered == pytest.approx(support, abs=1e-4)
        assert verdict.p_contradicted == pytest.approx(against, abs=2e-4)
        assert TEXT[verdict.start : verdict.end] == passages[decided]
        assert verdict.verdict == (
            "covered" if support >= 0.5 else "contradicted" if against >= 0.5 else "missing"
        )


@pytest.mark.parametrize(
    ("bias", "expected"), [((0, 0, 99), "covered"), ((99, 0, 0), "contradicted"),
                           ((0, 99, 0), "missing")],
)  # fmt: skip
def test_a_models_answer_becomes_the_verdict(
    tmp_path: Path, bias: tuple[int, ...], expected: str
) -> None:
    judge = NliJudge(f"{write_tiny_nli(tmp_path, bias=[float(b) for b in bias])}")

    (verdicts,) = judge.judge([TEXT], [item(*FACTS)])

    assert {verdict.verdict for verdict in verdicts} == {expected}
    assert all("support" in verdict.reason for verdict in verdicts)


@pytest.mark.parametrize("batch", [1, 3, 64])
def test_a_verdict_does_not_depend_on_its_neighbours(model: Path, batch: int) -> None:
    texts = [TEXT, "", "The minister died.", f"{TEXT} The police said a man won.", TEXT.upper()]
    items = [item(*FACTS), item(FACTS[1]), item(*FACTS[::-1]), item(*FACTS), item(*FACTS)]

    together = NliJudge(f"{model}", batch=batch).judge(texts, items)

    assert together == [
        NliJudge(f"{model}").judge([text], [one])[0] for text, one in zip(texts, items, strict=True)
    ]


def test_rows_come_one_by_one_and_equal_pairs_are_read_once(model: Path) -> None:
    judge = NliJudge(f"{model}", batch=1)

    rows = list(judge.judge_each([TEXT, TEXT, "Prices fell."], [item(*FACTS)] * 3))

    assert isinstance(judge, CostlyJudge)
    assert [row for row, _ in rows] == [0, 1, 2]
    assert rows[0][1] == rows[1][1]
    assert "read 15 pairs" in judge.notices()[0]


def test_a_text_without_words_states_nothing(model: Path) -> None:
    rows = NliJudge(f"{model}").judge(["", " \n", "..."], [item(*FACTS)] * 3)

    assert {(v.verdict, v.p_covered) for row in rows for v in row} == {("missing", 0.0)}


def test_windows_can_be_sentences_or_the_whole_text(model: Path) -> None:
    kinds: dict[str, list[Verdict]] = {
        kind: NliJudge(f"{model}", windows=kind).judge([TEXT], [item(*FACTS)])[0]  # type: ignore[arg-type]
        for kind in ("both", "sentences", "text")
    }

    assert {(v.start, v.end) for v in kinds["text"]} == {(0, len(TEXT))}
    assert (0, len(TEXT)) not in {(v.start, v.end) for v in kinds["sentences"]}
    for both, one, other in zip(*kinds.values(), strict=True):
        assert both.p_covered == max(one.p_covered or 0, other.p_covered or 0)


def test_hostile_text_is_read_within_bounds(model: Path) -> None:
    judge = NliJudge(f"{model}", most=3)
    texts = ["\ud800 " * 50, "a" * 1_000_000, "Prices rose. " * 80_000, "xqzk " * 90, TEXT]

    rows = judge.judge(texts, [item("Prices \udfff rose.")] * 5)

    assert [len(row) for row in rows] == [1, 1, 1, 1, 1]
    assert "error" not in {verdict.verdict for row in rows for verdict in row}
    told = "\n".join(judge.notices())
    assert "the passage was cut" in told
    assert "in a text of more than 3 passages" in told


def test_of_a_long_text_the_sentences_most_like_the_fact_are_read(model: Path) -> None:
    judge = NliJudge(f"{model}", most=2, windows="sentences")
    text = "Rain fell. " * 500 + "The jockey won the race." + " Rain fell." * 500

    ((verdict,),) = judge.judge([text], [item("The jockey won.")])

    alone = [plainly(model, one, "The jockey won.")[0]
             for one in ("Rain fell.", "The jockey won the race.")]  # fmt: skip
    assert verdict.p_covered == pytest.approx(max(alone), abs=1e-4)


def test_a_fact_longer_than_the_model_reads_is_an_error_not_missing(model: Path) -> None:
    judge = NliJudge(f"{model}")

    ((long, half, short),) = judge.judge([TEXT], [item("police " * 200, "police " * 60, FACTS[0])])

    assert (long.verdict, long.p_covered) == ("error", None)
    assert "error" not in (half.verdict, short.verdict)
    assert "too long for the model" in judge.notices()[-1]


def test_two_classes_and_one_score_tell_no_contradiction(tmp_path: Path) -> None:
    two = NliJudge(f"{write_tiny_nli(tmp_path / 'two', ['supported', 'refuted'])}")
    one = NliJudge(f"{write_tiny_nli(tmp_path / 'one', ['LABEL_0'])}")

    for judge in (two, one):
        (verdicts,) = judge.judge([TEXT], [item(*FACTS)])
        assert {verdict.p_contradicted for verdict in verdicts} == {0.0}
        assert any("does not tell contradicted from missing" in told for told in judge.notices())


def test_models_of_another_build_are_read_too(tmp_path: Path) -> None:
    folder = write_tiny_nli(tmp_path, kind="roberta")
    long = "police arrested a man in london and " * 30

    judge = NliJudge(f"{folder}", windows="text")
    ((verdict,),) = judge.judge([long], [item(FACTS[0])])

    assert verdict.verdict != "error"
    assert "model:roberta:" in judge.signature


def test_the_signature_is_of_the_files_not_of_their_place(tmp_path: Path, model: Path) -> None:
    again = write_tiny_nli(tmp_path / "again")
    other = write_tiny_nli(tmp_path / "other", seed=1)

    signature = NliJudge(f"{model}").signature

    assert NliJudge(f"{again}").signature == signature
    assert NliJudge(f"{other}").signature != signature
    assert NliJudge(f"{model}", windows="text").signature != signature
    assert f"{model}" not in signature
    assert NliJudge(f"{model}", language="fr").signature != signature
    assert "|language:en:" in signature, "where sentences end is of the language's data"


Wrong = Callable[[Path], str]


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        (lambda f: f"nli:{write_tiny_nli(f, ['LABEL_0', 'LABEL_1'])}", "LABEL_0"),
        (lambda f: f"nli:{write_tiny_nli(f, headless=True)}", "was not trained to classify"),
        (lambda f: f"nli:{f}", "has no model.safetensors|has no"),
        (lambda f: f"nli:{f / 'absent'}", "no model folder"),
        (lambda f: f"nli:{write_tiny_nli(f)},device=quantum", 'device "quantum"'),
        (lambda f: f"nli:{write_tiny_nli(f)},threshold=0.2", "threshold"),
        (lambda f: f"nli:{write_tiny_nli(f)},windows=all", "known: both, text, sentences|windows"),
    ],
)
def test_a_model_that_cannot_judge_is_one_clear_error(
    tmp_path: Path, spec: Wrong, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        get_judge(spec(tmp_path))


def test_a_damaged_model_is_one_clear_error(tmp_path: Path) -> None:
    write_tiny_nli(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"no weights")

    with pytest.raises(UsageError, match="not a sequence-classification model"):
        NliJudge(f"{tmp_path}")


def test_a_name_is_fetched_from_the_hub_without_what_is_not_needed(
    model: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[tuple[str, str | None, list[str]]] = []

    def fetch(name: str, *, revision: str | None, allow_patterns: list[str]) -> str:
        asked.append((name, revision, allow_patterns))
        return f"{model}"

    monkeypatch.setattr("huggingface_hub.snapshot_download", fetch)

    judge = NliJudge("owner/name", revision="v1")

    assert [(name, revision) for name, revision, _ in asked] == [("owner/name", "v1")]
    assert not {"*.bin", "*.py", "*"} & set(asked[0][2])
    assert "owner/name read 0 pairs" in judge.notices()[0]


def test_a_hub_that_cannot_be_reached_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(name: str, **options: object) -> str:
        raise OSError("no network here")

    monkeypatch.setattr("huggingface_hub.snapshot_download", fetch)

    with pytest.raises(UsageError, match=r"no network here.*nli:FOLDER"):
        NliJudge("owner/name")


def test_without_the_extra_the_pip_line_is_told(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    with pytest.raises(MissingExtraError, match=r'pip install "factcov\[nli\]"'):
        NliJudge(f"{model}")


def test_a_run_is_scored_by_it_and_by_a_cascade(model: Path) -> None:
    bench = make_benchmark(items=2)
    outputs = {"a": [TEXT, bench.items[1].source]}

    whole = factcov.score(bench, outputs, metrics=["coverage"], judge=f"nli:{model},batch=4")
    some = factcov.score(
        bench, outputs, metrics=["coverage"], judge=f"lexical:band=0.2..0.9+nli:{model}"
    )

    assert whole.record.header.judge.startswith("judge:nli|model:bert:")
    assert some.record.header.judge.startswith("judge:lexical+nli|band:0.2..0.9|")
    assert set(whole.verdicts["verdict"]) <= {"covered", "contradicted", "missing"}
