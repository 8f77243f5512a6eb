"""The import rules, and what may not be imported where."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_layers_import_one_way() -> None:
    from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml")) == EXIT_STATUS_SUCCESS


def test_a_small_command_does_not_wait_for_what_it_never_uses() -> None:
    code = (
        "import sys, firsthand.cli, firsthand.cli.lines, firsthand.exchange.reading;"
        "print([m for m in ('numpy', 'onnxruntime', 'lxml', 'pypdfium2', 'jinja2') "
        "if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
