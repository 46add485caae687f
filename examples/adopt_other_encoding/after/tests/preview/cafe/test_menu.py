from shop.preview.cafe import Menu


def test_menu():
    assert Menu.title == 'café'
