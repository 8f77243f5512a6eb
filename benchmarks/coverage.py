"""How often the intervals of few people hold the truth: `python benchmarks/coverage.py`.

Adjusted Wald is worked out exactly: for each true share every count has a known probability. The
interval of a median is exact too, for it does not depend on how times are spread. The intervals of
a geometric mean and of a mean are simulated, over times and answers of several shapes.
"""

from __future__ import annotations

from math import comb, exp

import numpy as np

from firsthand.measures.intervals import share
from firsthand.measures.means import mean
from firsthand.measures.times import geometric_mean, rank

SIZES = (5, 10, 20)
ROUNDS = 20_000
SHARES = [step / 1000 for step in range(1, 1000)]


def main() -> None:
    print("| interval | truth | n = 5 | n = 10 | n = 20 |\n|---|---|---|---|---|")
    rows = [[adjusted_wald(n) for n in SIZES]]
    held = rows[0]
    print(_row("adjusted Wald, exact", "mean over shares .001–.999", [one.mean() for one in held]))
    inner = [one[99:900] for one in held]
    print(_row("", "mean over shares .10–.90", [one.mean() for one in inner]))
    print(_row("", "least over shares .10–.90", [one.min() for one in inner]))
    print(_row("", "least over shares .001–.999", [one.min() for one in held]))
    for name, draw, truth in times():
        found = [log_t(n, draw, truth) for n in SIZES]
        print(_row("geometric mean, simulated", name, found))
    for name, chances in answers():
        print(_row("mean of SEQ, simulated", name, [of_mean(n, chances) for n in SIZES]))
    print(_row("median, exact (in use from n = 25)", "any", [of_median(n) for n in SIZES]))
    print(f"\nMedian at n = 25, 40, 100: {', '.join(f'{of_median(n):.3f}' for n in (25, 40, 100))}")


def adjusted_wald(n: int) -> np.ndarray:
    """For each true share, the probability that the interval of what is seen holds it."""
    ends = [share(count, n) for count in range(n + 1)]
    held = []
    for p in SHARES:
        chance = [comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]
        held.append(sum(c for c, end in zip(chance, ends, strict=True) if end.low <= p <= end.high))
    return np.array(held)


def times():
    """(name, how to draw times, their true geometric mean)."""
    yield "log-normal, s = 0.5", lambda d, n: d.lognormal(4, 0.5, n), exp(4)
    yield "log-normal, s = 1", lambda d, n: d.lognormal(4, 1.0, n), exp(4)
    shifted = lambda d, n: 20 + d.lognormal(3.5, 0.8, n)  # noqa: E731
    yield "20 s and a log-normal after them", shifted, _truth(shifted)
    gamma = lambda d, n: d.gamma(2, 30, n)  # noqa: E731
    yield "gamma of shape 2", gamma, _truth(gamma)
    stuck = lambda d, n: d.lognormal(4, 0.4, n) * np.where(d.random(n) < 0.15, 4, 1)  # noqa: E731
    yield "log-normal, one in seven gets stuck", stuck, _truth(stuck)


def _truth(draw) -> float:
    return float(np.exp(np.log(draw(np.random.default_rng(1), 4_000_000)).mean()))


def log_t(n: int, draw, truth: float) -> float:
    dice = np.random.default_rng(n)
    held = 0
    for _ in range(ROUNDS):
        found = geometric_mean(draw(dice, n).tolist())
        held += found.low <= truth <= found.high
    return held / ROUNDS


def answers():
    yield "spread evenly", [1 / 7] * 7
    yield "mostly 6 and 7", [0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.3]


def of_mean(n: int, chances: list[float]) -> float:
    dice = np.random.default_rng(n)
    truth = sum(value * chance for value, chance in enumerate(chances, 1))
    held = 0
    for row in dice.choice(np.arange(1.0, 8.0), size=(ROUNDS, n), p=chances).tolist():
        found = mean(row, 1, 7)
        held += found.low <= truth <= found.high
    return held / ROUNDS


def of_median(n: int) -> float:
    place = rank(n)
    return 1 - 2 * sum(comb(n, k) for k in range(place)) / 2**n if place else float("nan")


def _row(interval: str, truth: str, held: list[float]) -> str:
    cells = " | ".join("none" if np.isnan(one) else f"{one:.3f}" for one in held)
    return f"| {interval} | {truth} | {cells} |"


if __name__ == "__main__":
    main()
