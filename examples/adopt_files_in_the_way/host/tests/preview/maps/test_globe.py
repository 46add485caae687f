def test_globe():
    assert True
