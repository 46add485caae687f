def test_globe():
    assert False
