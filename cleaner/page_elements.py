"""The elements of a page that hold its blocks: how they stand in each other, and how much there is in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

Amount = TypeVar("Amount", int, float)

# The ids of elements number them in document order, and this is the first.
OUTERMOST = 0


class Elements(NamedTuple):
    """The elements around the blocks of a page, by their ids.

    Tables, not hundreds of small objects, which the garbage collector would have to look at.
    """

    arounds: Sequence[tuple[int, ...]]  # of each block the elements around it, outermost first
    depths: dict[int, int]  # how many elements stand around each
    inside: list[tuple[int, int]]  # an element and the one that it stands in, the innermost first

    @classmethod
    def around(cls, arounds: Sequence[tuple[int, ...]]) -> Elements:
        """The elements around some blocks.

        >>> Elements.around([(0, 1, 2), (0, 1, 3)]).inside
        [(3, 1), (2, 1), (1, 0)]
        """
        depths: dict[int, int] = {}
        outer: dict[int, int] = {}
        for around in arounds:
            for depth in range(len(around) - 1, -1, -1):
                element = around[depth]
                if element in depths:
                    break
                depths[element] = depth
                if depth:
                    outer[element] = around[depth - 1]
        return cls(arounds, depths, sorted(outer.items(), reverse=True))  # what is in an element comes after it, by its id

    def sums(self, amounts: Sequence[Amount]) -> dict[int, Amount]:
        """How much is in each element, given how much of it is in each block.

        >>> Elements.around([(0, 1, 2), (0, 1, 3)]).sums([5, 4])
        {2: 5, 1: 9, 0: 9, 3: 4}
        """
        held: dict[int, Amount] = dict.fromkeys(self.depths, 0)
        for around, amount in zip(self.arounds, amounts, strict=True):
            if amount:
                held[around[-1]] += amount
        for inner, outer in self.inside:
            held[outer] += held[inner]
        return held

    def deepest(self, held: Mapping[int, int], least: float) -> int:
        """The deepest element that holds so much; the outermost if nothing is held.

        >>> elements = Elements.around([(0, 1, 2), (0, 1, 3)])
        >>> held = elements.sums([5, 4])
        >>> elements.deepest(held, 5), elements.deepest(held, 6)
        (2, 1)
        """
        return max([(self.depths[element], element) for element, amount in held.items() if amount >= least > 0], default=(0, OUTERMOST))[1]

    def within(self, element: int) -> list[bool]:
        """Of each block, does it stand in this element?"""
        depth = self.depths.get(element, 0)
        return [len(around) > depth and around[depth] == element for around in self.arounds]

    def own(self, containers: Sequence[int]) -> list[int]:
        """Of each block its container, or the innermost element around it if that is nested too deeply to be remembered."""
        return [container if container in self.depths else around[-1] for container, around in zip(containers, self.arounds, strict=True)]

    def up(self, levels: int) -> list[int]:
        """Of each block the element so many levels above the innermost one, or the outermost.

        >>> Elements.around([(0, 1, 2), (0, 3)]).up(2)
        [0, 0]
        """
        at = -1 - levels
        return [around[at] if len(around) > levels else around[0] for around in self.arounds]
