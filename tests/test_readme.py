"""What the README shows works: every command, the Python, the links."""

import re
import shlex
from pathlib import Path

import pytest

from factcov.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line.strip().partition(" ")[2]
    for line in README.splitlines()
    if line.startswith("    factcov ")
]
PYTHON = "".join(
    line.removeprefix("    ") + "\n"
    for line in README.partition("In Python:\n")[2]
    .partition("\n`factcov.from_dataset`")[0]
    .splitlines()
)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "outputs").symlink_to(ROOT / "outputs")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_runs(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(COMMANDS) >= 9

    for command in COMMANDS:
        # The faulty samples lose required facts, and the gate is there to say so.
        assert main(shlex.split(command, comments=True)) == (
            1 if command.startswith("gate") else 0
        ), command
        capsys.readouterr()

    assert (checkout / "report.html").is_file()


def test_the_python_runs(checkout: Path) -> None:
    exec(compile(PYTHON, "README.md", "exec"), {})

    assert (checkout / "runs" / "today" / "run.json").is_file()


def test_links_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")]

    for page in pages:
        for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if "://" not in link:
                assert (page.parent / link).exists(), f"{page.name}: {link}"
