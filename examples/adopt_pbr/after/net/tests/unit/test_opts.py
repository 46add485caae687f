from net import opts


def test_opts():
    assert opts.list_opts() == []
