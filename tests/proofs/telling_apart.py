"""Whether groups of times can be told apart, by somebody who may do with them what they like.

For two groups the area under the ROC curve is how often a time of the one is longer than a time of the other:
0.5 is chance, and no threshold can do much better when it is near. What chance alone would do comes from
dealing out the conversations anew: all times of one conversation stay together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Group = str
Conversation = Sequence[float]
DEALT_OUT = 2_000


@dataclass(frozen=True)
class Verdict:
    """`chance` is how often groups that are dealt out by chance differ as much as these do."""

    areas: Mapping[tuple[Group, Group], float]
    chance: float
    medians: Mapping[Group, float]
    """In milliseconds."""

    @property
    def largest(self) -> float:
        return max(max(area, 1 - area) for area in self.areas.values())

    def __str__(self) -> str:
        areas = ", ".join(f"{one}/{other} {area:.3f}" for (one, other), area in self.areas.items())
        medians = ", ".join(f"{group} {time:.1f} ms" for group, time in self.medians.items())
        return f"areas: {areas}; by chance as much: {self.chance:.3f}; medians: {medians}"


def tell_apart(times: Mapping[Group, Sequence[Conversation]], seed: int = 1) -> Verdict:
    """The groups against each other; times in seconds, the same number of them in each conversation."""
    longer = _longer(np.array([one for conversations in times.values() for one in conversations]))
    sizes = {group: len(conversations) for group, conversations in times.items()}
    in_order = np.arange(len(longer))
    areas = _areas(longer, sizes, in_order)
    chance = np.random.default_rng(seed)
    dealt = (_areas(longer, sizes, chance.permutation(in_order)) for _ in range(DEALT_OUT))
    as_large = sum(_largest(by_chance) >= _largest(areas) for by_chance in dealt)
    medians = {group: 1000 * float(np.median(conversations)) for group, conversations in times.items()}
    return Verdict(areas, (as_large + 1) / (DEALT_OUT + 1), medians)


def _longer(times: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each two conversations: how often a time of the one is longer than a time of the other."""
    one, other = times[:, None, :, None], times[None, :, None, :]
    longer: NDArray[np.float64] = ((one > other) + 0.5 * (one == other)).mean(axis=(2, 3))
    return longer


def _areas(
    longer: NDArray[np.float64], sizes: Mapping[Group, int], order: NDArray[np.int64]
) -> dict[tuple[Group, Group], float]:
    ends = np.cumsum(list(sizes.values()))
    places = dict(zip(sizes, np.split(order, ends[:-1]), strict=True))
    return {
        (one, other): float(longer[np.ix_(places[one], places[other])].mean())
        for one, other in combinations(places, 2)
    }


def _largest(areas: Mapping[tuple[Group, Group], float]) -> float:
    return max(abs(area - 0.5) for area in areas.values())
