"""What the documentation says is so."""

import os
import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from ingest.run import ingest_paths
from kb.config import Settings
from kb.knowledge_base import KnowledgeBase

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_in_the_readme(name):
    assert f"`KB_{name.upper()}`" in README


@pytest.mark.parametrize("point", entry_points(group="kb.commands"), ids=lambda p: p.name)
def test_every_command_has_help_and_stands_in_the_readme(point):
    command = point.load()

    assert re.search(rf"^kb {point.name} ", README, re.MULTILINE)
    assert command.help


def test_help_starts_without_heavy_libraries():
    code = (
        "import sys; from kb.cli import cli\n"
        "try: cli(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'torch','chromadb','sqlalchemy','fastapi','numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip().endswith("[]")


def test_the_python_example_runs(tmp_path, embedder, monkeypatch, capsys):
    settings = Settings(store=tmp_path / "store")
    with KnowledgeBase.open(settings, create=True, embedder=embedder) as kb:
        ingest_paths(kb, settings, [ROOT / "documents/penmarsh-baby-t-serious-case-review.docx"])
    block = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    monkeypatch.setenv("KB_STORE", str(settings.store))

    exec(compile(block[1], "README", "exec"), {})

    shown = capsys.readouterr().out.splitlines()
    assert "22 November 2015" in shown[0]
    assert shown[0].endswith("1.1")
    assert len(shown) == 6


def test_sample_documents_are_all_listed_and_say_they_are_invented():
    listed = (ROOT / "documents/README.md").read_text(encoding="utf-8")
    samples = [
        f for f in (ROOT / "documents").iterdir() if f.suffix in {".pdf", ".docx", ".html", ".txt"}
    ]

    assert len(samples) == 8
    assert all(f"`{sample.name}`" in listed for sample in samples)


def test_import_contracts_hold():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )

    assert done.returncode == 0, done.stdout
