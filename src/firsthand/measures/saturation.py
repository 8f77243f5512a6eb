"""When interviews stop bringing anything new."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Saturation:
    """`new[i]` things were first heard in interview i; `reached` counts the interviews held
    when the newest run brought no more than the threshold, None where that has not happened."""

    new: tuple[int, ...]
    total: tuple[int, ...]
    reached: int | None
    base_size: int
    run_length: int
    threshold: float


def saturation(
    heard: Sequence[Iterable[Hashable]],
    *,
    base_size: int = 4,
    run_length: int = 2,
    threshold: float = 0.05,
) -> Saturation:
    """The saturation curve of interviews in the order held; `heard[i]` is what i brought up.

    Guest, Namey and Chen (2020), PLOS ONE 15(5): the new things of the last `run_length`
    interviews, divided by all things heard in the first `base_size`, fall to `threshold` or
    below. Raises ValueError for a base or a run of less than one interview.
    """
    if base_size < 1 or run_length < 1:
        raise ValueError("The base and the run need at least one interview each")
    known: set[Hashable] = set()
    new: list[int] = []
    total: list[int] = []
    for things in heard:
        fresh = set(things) - known
        known |= fresh
        new.append(len(fresh))
        total.append(len(known))
    reached = _first_quiet_run(new, total, base_size, run_length, threshold)
    return Saturation(tuple(new), tuple(total), reached, base_size, run_length, threshold)


def _first_quiet_run(
    new: list[int], total: list[int], base_size: int, run_length: int, threshold: float
) -> int | None:
    if len(new) < base_size + run_length or not total[base_size - 1]:
        return None
    base = total[base_size - 1]
    for end in range(base_size + run_length, len(new) + 1):
        if sum(new[end - run_length : end]) / base <= threshold:
            return end
    return None
