def test_fleet(fleet):
    assert fleet.send("x") == "drones/x"
