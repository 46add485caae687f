from orchard.experimental.pressing import Press


def test_a_crate_gives_juice() -> None:
    assert Press().run(2) == 17.0
