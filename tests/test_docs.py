"""What the documentation says is so."""

import os
import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from documents.building.source import load
from ingest.run import ingest_paths
from ingest.walking import walk
from kb.config import Settings
from kb.knowledge_base import KnowledgeBase

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_relative_link_leads_to_a_file_and_to_a_heading_of_it(page):
    links = re.findall(r"\]\((?!https?:)([^)#\s]*)#?([^)\s]*)\)", page.read_text(encoding="utf-8"))

    for path, anchor in links:
        target = page.parent / path if path else page
        assert target.is_file(), f"({path})"
        assert not anchor or anchor in _anchors(target), f"({path}#{anchor})"


def _anchors(page):
    """The headings of `page` as GitHub makes anchors of them; lines of code blocks are none."""
    text = re.sub(
        r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


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
        sample = ROOT / "documents/northern/penmarsh-baby-t-serious-case-review.docx"
        ingest_paths(kb, settings, [sample])
    block = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    monkeypatch.setenv("KB_STORE", str(settings.store))

    exec(compile(block[1], "README", "exec"), {})

    shown = capsys.readouterr().out.splitlines()
    assert "22 November 2015" in shown[0]
    assert shown[0].endswith("1.1")
    assert len(shown) == 6


@pytest.mark.parametrize("corpus", ["northern", "southern"])
def test_sample_documents_are_built_from_their_sources_and_nothing_else_is_ingested(corpus):
    folder = ROOT / "documents" / corpus
    outputs = {load(source).meta["output"] for source in (folder / "sources").glob("*.md")}

    read = {found.path.name for found in walk([folder]) if not found.ignored}

    assert read == outputs


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
