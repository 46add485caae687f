import os

TEMPLATES = os.path.join(os.path.dirname(__file__), "templates")


class Voucher:
    pass


def main():
    return "shop_vouchers.voucher"
