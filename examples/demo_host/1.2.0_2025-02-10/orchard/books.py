"""The books: what was picked, what was sold."""

from orchard.experimental.pressing import Press
from orchard.trees import Tree


def litres(trees: list[Tree]) -> float:
    return Press().run(sum(tree.crates for tree in trees))
