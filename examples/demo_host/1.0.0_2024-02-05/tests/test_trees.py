from orchard.trees import Tree


def test_a_new_tree_has_borne_nothing() -> None:
    assert Tree("Boskoop").crates == 0
