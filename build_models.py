"""How the fp32 graph of all-MiniLM-L6-v2 becomes a model in 8 bits, and the label reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper
from onnx.parser import parse_function

type Array = np.ndarray[Any, Any]

DOMAIN = "firsthand"
# Rows are quantised one by one, not per batch, so that a text's result does not depend on the
# texts it was run with.
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
PARTS = ("attn.q_proj", "attn.k_proj", "attn.v_proj", "attn.o_proj", "mlp.fc1", "mlp.fc2")
TOP = "/model/layers.{}/mlp_output_norm_layernorm/output_0"
HEADS = ("matters.weight", "says.weight")


def reader(base: ModelProto, learned: Path) -> ModelProto:
    """The lower layers with what was learned merged in, and for each token and label two outputs:

    `matters`, its share in the text's score, and `says`, what it says. Both leave out the first
    and the last token, which are marks. The labels' names stand in the metadata.
    """
    with np.load(learned) as file:
        parts = {name: file[name] for name in file.files}
    layers = int(parts["layers"])
    _merge(base, parts, layers)
    _cut(base, TOP.format(layers - 1))
    _add_heads(base, parts, TOP.format(layers - 1))
    helper.set_model_props(base, {"labels": ",".join(parts["labels"].tolist())})
    return base


def quantised(model: ModelProto) -> ModelProto:
    """The model with every weight matrix but the heads, and the table of words, in 8 bits."""
    graph = model.graph
    matrices = {
        tensor.name: numpy_helper.to_array(tensor)
        for tensor in graph.initializer
        if len(tensor.dims) == 2 and tensor.name not in HEADS
    }
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in matrices:
            x, weights = node.input
            _replace(node, "MatMulByRow", [x, *_in_8_bits(model, weights, matrices, axis=0)])
        elif node.op_type == "Gather" and len(matrices.get(node.input[0], ())) > 10_000:
            table, ids = node.input
            _replace(node, "GatherByRow", [*_in_8_bits(model, table, matrices, axis=1), ids])
    _keep_what_is_used(model)
    model.functions.extend([MATMUL_BY_ROW, GATHER_BY_ROW])
    model.opset_import.append(helper.make_opsetid(DOMAIN, 1))
    return model


def _merge(model: ModelProto, parts: dict[str, Array], layers: int) -> None:
    """Adds the product of the two small matrices to each matrix they were learned beside."""
    tensors = {tensor.name: tensor for tensor in model.graph.initializer}
    for number in range(layers):
        for part in PARTS:
            at = f"layers.{number}.parts.{part.replace('.', '_')}"
            down, up = (parts[f"{at}.{name}"].astype(np.float32) for name in ("down", "up"))
            tensor = tensors[f"model.layers.{number}.{part}.MatMul.weight"]
            merged = numpy_helper.to_array(tensor).copy()
            for column, row in zip(down.T, up, strict=True):  # the same sums on every processor
                merged += column[:, None] * row[None, :]
            tensor.CopyFrom(numpy_helper.from_array(merged, tensor.name))


def _cut(model: ModelProto, last: str) -> None:
    """Leaves out every node after the one that gives `last`."""
    nodes = list(model.graph.node)
    end = next(number for number, node in enumerate(nodes) if last in node.output)
    del model.graph.node[end + 1 :]


def _add_heads(model: ModelProto, parts: dict[str, Array], states: str) -> None:
    graph = model.graph
    given = {
        "inside.from": np.array([1]),
        "inside.to": np.array([-1]),
        "inside.axis": np.array([1]),
        "matters.weight": parts["matters.weight"].T.astype(np.float32),
        "says.weight": parts["says.weight"].T.astype(np.float32),
        "says.bias": parts["says.bias"].astype(np.float32),
    }
    graph.initializer.extend(numpy_helper.from_array(v.copy(), k) for k, v in given.items())
    graph.node.extend(
        [
            helper.make_node(
                "Slice", [states, "inside.from", "inside.to", "inside.axis"], ["inside"]
            ),
            helper.make_node("MatMul", ["inside", "matters.weight"], ["matters.logits"]),
            helper.make_node("Softmax", ["matters.logits"], ["matters"], axis=1),
            helper.make_node("MatMul", ["inside", "says.weight"], ["says.logits"]),
            helper.make_node("Add", ["says.logits", "says.bias"], ["says"]),
        ]
    )
    del graph.output[:]
    shape = ["batch", "tokens", len(parts["labels"])]
    graph.output.extend(
        helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
        for name in ("matters", "says")
    )


def _keep_what_is_used(model: ModelProto) -> None:
    used = {name for node in model.graph.node for name in node.input}
    kept = [tensor for tensor in model.graph.initializer if tensor.name in used]
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)


def _replace(node: NodeProto, function: str, inputs: list[str]) -> None:
    node.CopyFrom(
        helper.make_node(function, inputs, list(node.output), name=node.name, domain=DOMAIN)
    )


def _in_8_bits(model: ModelProto, name: str, matrices: dict[str, Array], axis: int) -> list[str]:
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
