"""RTF, OpenDocument and the Word of before 2007, which LibreOffice turns into Word files.

It runs inside the sandbox (no network, the time and memory limits of parsing) with a profile of its
own that is thrown away, in which no macro runs.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from ingest.parsing import docx
from kb.errors import UnreadableDocument
from kb.types import Block, Page

PARSER = f"libreoffice-1+{docx.PARSER}"

_PROGRAMS = ("soffice", "libreoffice")
_FILTER = "docx:MS Word 2007 XML"


def parse_office(data: bytes) -> tuple[list[Page], list[Block], dict[str, str]]:
    """One page, its blocks, what the file declares, as `parse_docx` finds them.

    Raises:
        UnreadableDocument: LibreOffice is not installed or cannot read the file.
    """
    return docx.parse_docx(_as_word(data))


def _as_word(data: bytes) -> bytes:
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise UnreadableDocument(
            "an RTF, OpenDocument or old Word file, which LibreOffice has to turn into DOCX: "
            "install it (Debian: libreoffice-writer; or `make system-packages`) and ingest again"
        )
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "document"), Path(folder, "made", "document.docx")
        source.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        order = [
            "--headless",
            "--norestore",
            "--convert-to",
            _FILTER,
            "--outdir",
            str(target.parent),
        ]
        done = subprocess.run(
            [program, profile, *order, str(source)],
            env={**os.environ, "HOME": folder},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode or not target.is_file():
            said = " ".join(done.stdout.decode("utf-8", "replace").split())[-200:]
            raise UnreadableDocument(
                f"LibreOffice cannot read it ({said or f'exit code {done.returncode}'}); "
                "save it as DOCX or PDF and ingest that"
            )
        return target.read_bytes()
