"""The label reader as a network to be trained: a few layers of MiniLM, LoRA on them, and heads.

Each label has two rows: how much a token matters for it, and what the token says. A text's score
is what its tokens say, each counted as much as it matters, so that a label can name its words.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional

HEADS = 12
WIDTH = 384
RATE, HEAD_RATE, DECAY, WARMING = 1e-3, 3e-3, 0.01, 30
KEPT, SOONEST = 0.99, 10  # the mean of weights over steps: how much of it stays at each
PARTS = ("attn.q_proj", "attn.k_proj", "attn.v_proj", "attn.o_proj", "mlp.fc1", "mlp.fc2")


class Adapted(nn.Module):
    """A fixed linear layer and a small learned one beside it (Hu et al. 2021, LoRA)."""

    def __init__(self, weight: Tensor, bias: Tensor, rank: int) -> None:
        super().__init__()
        self.register_buffer("weight", weight)
        self.register_buffer("bias", bias)
        self.down = nn.Parameter(torch.randn(weight.shape[0], rank) / weight.shape[0] ** 0.5)
        self.up = nn.Parameter(torch.zeros(rank, weight.shape[1]))

    def forward(self, x: Tensor) -> Tensor:
        return functional.linear(x, self.weight.T, self.bias) + x @ self.down @ self.up


class Layer(nn.Module):
    def __init__(self, number: int, base: dict[str, Tensor], rank: int, dropout: float) -> None:
        super().__init__()
        at = f"model.layers.{number}."
        self.parts = nn.ModuleDict(
            {
                part.replace(".", "_"): Adapted(
                    base[f"{at}{part}.MatMul.weight"], base[f"{at}{part}.Add.bias"], rank
                )
                for part in PARTS
            }
        )
        for name in ("attention_output_norm", "mlp_output_norm"):
            self.register_buffer(f"{name}_weight", base[f"{at}{name}_layernorm.weight"])
            self.register_buffer(f"{name}_bias", base[f"{at}{name}_layernorm.bias"])
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        query, key, value = (
            self.parts[f"attn_{name}_proj"](x).unflatten(-1, (HEADS, -1)).transpose(1, 2)
            for name in "qkv"
        )
        closeness = query @ key.transpose(-1, -2) / query.shape[-1] ** 0.5
        closeness = closeness.masked_fill(~mask[:, None, None, :], -1e4).softmax(-1)
        seen = self.parts["attn_o_proj"]((closeness @ value).transpose(1, 2).flatten(-2))
        x = self._norm(x + self.dropout(seen), "attention_output_norm")
        wide = functional.gelu(self.parts["mlp_fc1"](x))
        return self._norm(x + self.dropout(self.parts["mlp_fc2"](wide)), "mlp_output_norm")

    def _norm(self, x: Tensor, name: str) -> Tensor:
        weight, bias = getattr(self, f"{name}_weight"), getattr(self, f"{name}_bias")
        return functional.layer_norm(x, (WIDTH,), weight, bias, 1e-12)


class Reader(nn.Module):
    """Token ids in, one score for each label out."""

    def __init__(
        self, base: dict[str, Tensor], labels: int, layers: int, rank: int, dropout: float
    ) -> None:
        super().__init__()
        at = ".model.embeddings."
        self.register_buffer("words", base[f"{at}word_embeddings.weight"])
        fixed = (
            base[f"{at}position_embeddings.weight"] + base[f"{at}token_type_embeddings.weight"][0]
        )
        self.register_buffer("places", fixed)
        at = "model.layers.-1.embeddings_norm_layernorm"
        self.register_buffer("norm_weight", base[f"{at}.weight"])
        self.register_buffer("norm_bias", base[f"{at}.bias"])
        self.layers = nn.ModuleList(Layer(n, base, rank, dropout) for n in range(layers))
        self.matters = nn.Linear(WIDTH, labels, bias=False)
        self.says = nn.Linear(WIDTH, labels)
        nn.init.zeros_(self.matters.weight)
        nn.init.normal_(self.says.weight, std=0.02)
        nn.init.zeros_(self.says.bias)
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        x = self.words[ids] + self.places[: ids.shape[1]]
        x = self.dropout(
            functional.layer_norm(x, (WIDTH,), self.norm_weight, self.norm_bias, 1e-12)
        )
        for layer in self.layers:
            x = layer(x, mask)
        x = self.dropout(x)
        x, inside = x[:, 1:-1], mask[:, 2:, None]  # neither the first mark nor the last
        matters = self.matters(x).masked_fill(~inside, -1e9).softmax(1)
        return (matters * self.says(x)).sum(1)


def optimiser(net: Reader) -> torch.optim.Optimizer:
    heads = [p for name, p in net.named_parameters() if not name.startswith("layers.")]
    layers = [p for name, p in net.named_parameters() if name.startswith("layers.")]
    groups = [
        {"params": layers, "lr": RATE, "initial_lr": RATE},
        {"params": heads, "lr": HEAD_RATE, "initial_lr": HEAD_RATE},
    ]
    return torch.optim.AdamW(groups, weight_decay=DECAY)


def slowed(steps: torch.optim.Optimizer, number: int, of: int) -> None:
    """Sets the pace of one step: it grows for a while and then falls to nothing."""
    pace = min(1.0, (number + 1) / WARMING) * (1 - number / of)
    for group in steps.param_groups:
        group["lr"] = group["initial_lr"] * pace


def moved(mean: dict[str, Tensor], net: Reader, step: int, most: float = KEPT) -> dict[str, Tensor]:
    """The running mean of the net's weights, which errs less than its last weights."""
    kept = min(most, (step + 1) / (step + SOONEST)) if mean else 0.0
    return {
        name: kept * mean.get(name, torch.zeros(())) + (1 - kept) * value.detach()
        for name, value in net.named_parameters()
    }


def base_weights(model: Path) -> dict[str, Tensor]:
    graph = onnx.load(model).graph
    return {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in graph.initializer}


def learned(net: Reader) -> dict[str, np.ndarray]:
    """What training changed, in half precision."""
    return {
        name: value.detach().numpy().astype(np.float16) for name, value in net.named_parameters()
    }
