import qrcode


class Card:
    pass


def main():
    pass
