"""Who reaches what, in a graph with circles."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def reached(edges: Mapping[K, Sequence[K]], marks: Mapping[K, int]) -> dict[K, int]:
    """For each node the marks (bits) of all nodes from which it can be reached, its own included.

    Strongly connected components after Tarjan ("Depth-first search and linear graph algorithms",
    1972), without recursion; they come in reverse topological order, so marks are handed down
    from the last to the first.
    """
    number: dict[K, int] = {}
    lowest: dict[K, int] = {}
    stack: list[K] = []
    on_stack: set[K] = set()
    component: dict[K, int] = {}
    members: list[list[K]] = []
    for start in edges:
        if start in number:
            continue
        path: list[tuple[K, int]] = [(start, 0)]
        while path:
            node, at = path.pop()
            if at == 0:
                number[node] = lowest[node] = len(number)
                stack.append(node)
                on_stack.add(node)
            inner = edges.get(node, ())
            while at < len(inner):
                other = inner[at]
                at += 1
                if other not in number:
                    path += [(node, at), (other, 0)]
                    break
                if other in on_stack:
                    lowest[node] = min(lowest[node], number[other])
            else:
                if path:
                    parent = path[-1][0]
                    lowest[parent] = min(lowest[parent], lowest[node])
                if lowest[node] == number[node]:
                    found: list[K] = []
                    while not found or found[-1] != node:
                        found.append(stack.pop())
                        on_stack.discard(found[-1])
                        component[found[-1]] = len(members)
                    members.append(found)
    masks = [0] * len(members)
    for at in range(len(members) - 1, -1, -1):
        for node in members[at]:
            masks[at] |= marks.get(node, 0)
        for node in members[at]:
            for other in edges.get(node, ()):
                if component[other] != at:
                    masks[component[other]] |= masks[at]
    return {node: masks[at] for node, at in component.items()}
