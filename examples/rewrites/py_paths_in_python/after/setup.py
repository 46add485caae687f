from setuptools import Extension, setup

setup(
    packages=["shop", "shop.preview", "shop.customers.cards"],
    package_data={"shop.customers.cards": ["*.txt"], "": ["shop/customers/cards/*.json"]},
    package_dir={"shop.customers.cards": "shop/customers/cards"},
    ext_modules=[Extension("shop.preview.loyalty.fast", ["shop/customers/cards/fast.c"])],
    py_modules=["shop.customers.cards.points"],
    entry_points={
        "console_scripts": ["loyalty = shop.customers.cards.points:Points [all]"],
        "shop.plugins": "loyalty=shop.customers.cards",
    },
)
