"""docs/ci.md, action.yml and the pre-commit hook: every command they show is run here."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import factcov
from gate_world import facts, text, write_benchmark, write_outputs

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "ci.md"
ITEMS = 8

# Stands for what only a CI machine may do: it notes its arguments. gh knows no comment unless told.
NOTED = """#!/bin/sh
printf '%s ' "$(basename "$0")" "$@" >> "$NOTES"; echo >> "$NOTES"
case "$*" in *paginate*) printf '%s' "$OLD_COMMENT";; esac
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git repository as the page describes it, and programs on the path."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("pip", "gh"):
        (programs / name).write_text(NOTED)
    python = shlex.quote(sys.executable)
    (programs / "factcov").write_text(f'#!/bin/sh\nexec {python} -m factcov "$@"\n')
    (programs / "pytest").write_text(
        f'#!/bin/sh\nexec {python} -m pytest -p no:cacheprovider "$@"\n'
    )
    (programs / "python").write_text(
        f'#!/bin/sh\n[ "$2" = pip ] && exec pip "$@"\nexec {python} "$@"\n'
    )
    for program in programs.iterdir():
        program.chmod(0o755)
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("NOTES", str(tmp_path / "notes"))
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "t")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "t@example.org")
    repo = tmp_path / "repo"
    write_benchmark(repo / "references" / "news", ITEMS)
    write(repo, [text(i) for i in range(ITEMS)])
    (repo / "summarise.sh").write_text("#!/bin/sh\n")
    (repo / "summarise.sh").chmod(0o755)
    sh(repo, "git init -q")
    return repo


def write(repo: Path, texts: list[str]) -> None:
    write_outputs(repo / "outputs" / "prod.jsonl", texts)


def sh(folder: Path, script: str, status: int = 0, **variables: str) -> str:
    """Run a script as CI does: it stops at the first command that fails."""
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == status, f"{script}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)


def test_every_command_of_the_page_runs_in_its_order(repository: Path) -> None:
    (settings,) = blocks("toml")
    tests, script = blocks("python")
    bench = factcov.load_benchmark("cyberstups")
    summary = factcov.load_outputs("cyberstups", bench)["good"][0]
    commands = blocks("sh")
    assert len(commands) == 7

    for command in commands:
        if "gate runs/today\n" in command:
            (repository / "pyproject.toml").write_text(settings)
        if "pytest" in command:
            (repository / "test_facts.py").write_text(tests)
            shutil.move(repository / "outputs" / "prod.jsonl", repository / "prod.jsonl")
            (repository / "outputs" / "one.txt").write_text(summary)
            (repository / "outputs" / "prod.txt").write_text(
                "".join(f"{text(i)}\n" for i in range(ITEMS))
            )
        sh(repository, command)
    sh(repository, f"python -c {shlex.quote(script)}")

    assert "runs/" not in sh(repository, "git ls-files")
    assert (repository / "gate.xml").is_file()
    assert (repository / "summary.md").read_text().startswith("## factcov: pass")


def test_the_gitlab_job_fails_on_a_loss_and_leaves_its_report(repository: Path) -> None:
    (job,) = [yaml.safe_load(b)["facts"] for b in blocks("yaml") if "gitlab-ci" in b]
    lines = "\n".join(job["script"])
    sh(repository, "factcov score references/news -i outputs -m coverage contradiction chrf -o r")
    sh(repository, "factcov bless r --as main")

    sh(repository, lines)
    write(repository, ["", *[text(i) for i in range(1, ITEMS)]])
    shown = sh(repository, lines, status=1)

    assert facts(0)[0] in shown
    for path in [job["artifacts"]["reports"]["junit"], *job["artifacts"]["paths"]]:
        assert (repository / path).exists()


def action(repository: Path, status: int, inputs: dict[str, str], **variables: str) -> str:
    """Run the steps of action.yml as the runner would, with *inputs*."""
    steps = yaml.safe_load((ROOT / "action.yml").read_text())
    values = {f"inputs.{k}": str(v.get("default", "")) for k, v in steps["inputs"].items()}
    values |= {f"inputs.{name}": value for name, value in inputs.items()}
    temp = repository.parent / "temp"
    temp.mkdir(exist_ok=True)
    output = temp / "output"
    output.write_text("")
    values |= {
        "github.action_path": str(ROOT), "github.repository": "o/r", "github.token": "t",
        "github.event.pull_request.number": "7",
    }  # fmt: skip
    shown = ""
    for number, step in enumerate(steps["runs"]["steps"]):
        for line in output.read_text().splitlines():
            values[f"steps.gate.outputs.{line.partition('=')[0]}"] = line.partition("=")[2]
        environment = {
            name: re.sub(r"\$\{\{ (\S+) \}\}", lambda found: values[found[1]], value)
            for name, value in step.get("env", {}).items()
        }
        last = number == len(steps["runs"]["steps"]) - 1
        shown += sh(
            repository, step["run"], status if last else 0,
            RUNNER_TEMP=str(temp), GITHUB_OUTPUT=str(output), GITHUB_ACTIONS="true",
            GITHUB_STEP_SUMMARY=str(temp / "summary"), **variables, **environment,
        )  # fmt: skip
    return shown


def uses_of_the_action() -> dict[str, str]:
    (workflow,) = [yaml.safe_load(b) for b in blocks("yaml") if "workflows" in b]
    return dict(workflow["jobs"]["facts"]["steps"][-1]["with"])


def test_the_action_gates_annotates_and_comments(repository: Path) -> None:
    sh(repository, "factcov score references/news -i outputs -m coverage contradiction -o r")
    sh(repository, "factcov bless r --as main")
    notes = repository.parent / "notes"

    action(repository, 0, uses_of_the_action())
    assert "issues/7/comments -F body=@" in notes.read_text().splitlines()[-1]
    write(repository, ["", *[text(i) for i in range(1, ITEMS)]])
    shown = action(repository, 1, uses_of_the_action(), OLD_COMMENT="99")

    assert "::error file=references/news/facts.jsonl,line=1," in shown
    assert "--method PATCH repos/o/r/issues/comments/99" in notes.read_text().splitlines()[-1]
    assert "## factcov: fail" in (repository.parent / "temp" / "summary").read_text()


def test_the_action_takes_every_input_it_declares_and_runs_no_input_as_code() -> None:
    declared = yaml.safe_load((ROOT / "action.yml").read_text())
    scripts = [step["run"] for step in declared["runs"]["steps"]]
    wired = " ".join(
        str(step.get("env", "")) + step.get("if", "") for step in declared["runs"]["steps"]
    )

    assert not any("${{" in script for script in scripts)
    for name in declared["inputs"]:
        assert f"inputs.{name}" in wired
    assert set(uses_of_the_action()) <= set(declared["inputs"])


def test_the_pre_commit_hook_checks_key_facts(repository: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    (config,) = [yaml.safe_load(b) for b in blocks("yaml") if "pre-commit-config" in b]
    used: dict[str, Any] = config["repos"][0]["hooks"][0]
    command = f"{hook['entry']} {shlex.join(used['args'])}"
    path = repository / "references" / "news" / "facts.jsonl"

    assert used["id"] == hook["id"]
    assert re.search(hook["files"], str(path.relative_to(repository)))
    sh(repository, command)
    path.write_text(path.read_text().replace('"kind": "place"', '"kind": "plaice"', 1))
    assert "facts.jsonl:1" in sh(repository, command, status=2)
