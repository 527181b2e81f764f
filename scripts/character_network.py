"""The network of `govsweep.words.char_model` as torch trains it, and its way into the package."""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

REACH = 16  # places from which on characters are equally far apart
KERNEL = 5
FAULTS = 3


class Norm(nn.Module):
    """Root mean square to one, and a gain a column."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.gain = nn.Parameter(torch.ones(width))

    def forward(self, state: Tensor) -> Tensor:
        """The state, made normal."""
        return functional.rms_norm(state, (state.shape[-1],), self.gain, 1e-6)


class Block(nn.Module):
    """Characters hear of one another, then each is thought over."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.norm, self.norm2 = Norm(width), Norm(width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        nn.init.zeros_(self.down.weight)

    def forward(self, state: Tensor) -> Tensor:
        """The state behind the block."""
        state = state + self.heard(self.norm(state))
        return state + self.down(functional.relu(self.up(self.norm2(state))))


class Convolution(Block):
    """Of the next two on either side."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__(width, inner)
        self.kernel = nn.Conv1d(width, width, KERNEL, padding=KERNEL // 2, groups=width)

    def heard(self, state: Tensor) -> Tensor:
        """What each hears of its neighbours."""
        return self.kernel(state.transpose(1, 2)).transpose(1, 2)


class Attention(Block):
    """Of all, by what they are and how far away."""

    def __init__(self, width: int, inner: int, heads: int) -> None:
        super().__init__(width, inner)
        self.heads = heads
        self.ask, self.answer = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.apart = nn.Parameter(torch.zeros(heads, 2 * REACH + 1))
        nn.init.zeros_(self.answer.weight)

    def heard(self, state: Tensor) -> Tensor:
        """What each hears of all."""
        count, length, width = state.shape
        parts = self.ask(state).view(count, length, 3, self.heads, width // self.heads)
        place = torch.arange(length)
        apart = (place[None] - place[:, None]).clamp(-REACH, REACH) + REACH
        bias = self.apart[:, apart].unsqueeze(0).expand(count, -1, -1, -1)
        heard = functional.scaled_dot_product_attention(
            *parts.permute(2, 0, 3, 1, 4), attn_mask=bias
        )
        return self.answer(heard.transpose(1, 2).reshape(count, length, width))


class CharacterNetwork(nn.Module):
    """Characters and the runs of two that they stand in, blocks, and what is told."""

    def __init__(
        self, size: int, runs: Tensor, width: int = 192, inner: int = 576, pair: int = 48
    ) -> None:
        super().__init__()
        self.size, self.width, self.runs = size, width, runs
        self.characters, self.pairs = nn.Embedding(size, width), nn.Embedding(len(runs) + 1, pair)
        nn.init.normal_(self.characters.weight, std=width**-0.5)
        nn.init.normal_(self.pairs.weight, std=0.05)
        self.beside = nn.Linear(2 * pair, width, bias=False)
        self.blocks = nn.ModuleList(
            [Convolution(width, inner) for _ in range(2)]
            + [Attention(width, inner, 4) for _ in range(3)]
        )
        self.norm = Norm(width)
        self.told, self.odds = nn.Linear(2 * width, width), nn.Linear(width, FAULTS)
        self.instead, self.between = nn.Linear(width, width), nn.Linear(width, width)
        self.usual = nn.Parameter(torch.zeros(size))

    def forward(self, windows: Tensor) -> tuple[Tensor, Tensor]:
        """What is known of each character, and the odds of each fault."""
        plain = self.characters(windows) * self.width**0.5
        key = windows[:, :-1] * self.size + windows[:, 1:]
        row = torch.searchsorted(self.runs, key).clamp(max=len(self.runs) - 1)
        pairs = self.pairs(torch.where(self.runs[row] == key, row, len(self.runs)))
        edge = torch.zeros_like(pairs[:, :1])
        halves = torch.cat([edge, pairs], 1), torch.cat([pairs, edge], 1)
        state = plain + self.beside(torch.cat(halves, -1))
        for block in self.blocks:
            state = block(state)
        state = self.norm(state)
        told = functional.relu(self.told(torch.cat([state, plain], -1)))
        return state, self.odds(told)

    def guessed(self, head: nn.Linear, state: Tensor) -> Tensor:
        """How well each character fits."""
        return functional.linear(head(state), self.characters.weight, self.usual).float()

    def matrices(self) -> list[nn.Parameter]:
        """What is trained by Muon: all inner matrices."""
        inner = [one for name, one in self.blocks.named_parameters() if one.ndim == 2]
        apart = {id(block.apart) for block in self.blocks if isinstance(block, Attention)}
        heads = [self.told.weight, self.instead.weight, self.between.weight]
        return [one for one in [*inner, *heads] if id(one) not in apart]


def write(weights: dict[str, Tensor], vocabulary: str, runs: np.ndarray, path: Path) -> None:
    """Write the weights as `CharacterModel` reads them, rounded to eight bits."""
    kept: dict[str, Any] = {
        "vocabulary": np.array([ord(one) for one in vocabulary], dtype=np.uint32),
        "runs": runs.astype(np.uint32),
        "heads": np.int64(4),
        "reach": np.int64(REACH),
    }
    for full_name, value in weights.items():
        array = value.float().numpy()
        name = _renamed(full_name)
        if name in ("characters", "pairs"):
            scale = np.abs(array).max(1, keepdims=True) / 127 + 1e-12
            kept[f"{name}|scale"] = scale[:, 0].astype(np.float32)
        elif array.ndim == 2 and not name.endswith(".apart"):
            array = array.T
            scale = np.abs(array).max(0, keepdims=True) / 127 + 1e-12
            kept[f"{name}|scale"] = scale.astype(np.float32)
        else:
            kept[name] = (array[:, 0].T if array.ndim == 3 else array).astype(np.float16)
            continue
        kept[name] = np.round(array / scale).astype(np.int8)
    np.savez_compressed(path, **kept)


def _renamed(name: str) -> str:
    parts = name.removeprefix("blocks.").split(".")
    if name.startswith("blocks."):
        return f"b{parts[0]}." + _renamed(".".join(parts[1:]))
    stem, _, end = name.rpartition(".")
    if not stem:
        return name
    return f"{stem}_bias" if end == "bias" else stem
