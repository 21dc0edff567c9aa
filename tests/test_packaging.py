"""What a user gets from ``pip install .``: the command, the module and the shipped data."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.skipif(
    bool(os.environ.get("FACTCOV_OFFLINE")), reason="FACTCOV_OFFLINE is set: pip has no index"
)
def test_installed_in_an_empty_environment_it_finds_its_data(tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    binaries = tmp_path / "venv" / "bin"
    outside = tmp_path / "outside"
    outside.mkdir()
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME")}

    def run(*command: str | Path) -> str:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=outside, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    run(binaries / "pip", "install", "--quiet", "-c", ROOT / "constraints.txt", ROOT)

    assert "cyberstups-fr" in run(binaries / "factcov", "list", "benchmarks")
    where = run(binaries / "python", "-c", "import factcov; print(factcov.__file__)")
    assert str(tmp_path) in where
    assert "| good" in run(
        binaries / "factcov", "score", "cyberstups", "-i", "cyberstups", "-m", "coverage", "bleu"
    )
    assert "| good" in run(binaries / "python", "-m", "factcov", "demo")
    shipped = "from factcov.calibrations import shipped; print(len(shipped()))"
    assert int(run(binaries / "python", "-c", shipped)) >= 4


def test_the_module_runs_in_a_checkout(tmp_path: Path) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "factcov", "--version"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip

    assert shown.startswith("factcov ")
