from setuptools import Extension, setup

setup(
    packages=["shop", "shop.preview", "shop.preview.loyalty"],
    package_data={"shop.preview.loyalty": ["*.txt"], "": ["shop/preview/loyalty/*.json"]},
    package_dir={"shop.preview.loyalty": "shop/preview/loyalty"},
    ext_modules=[Extension("shop.preview.loyalty.fast", ["shop/preview/loyalty/fast.c"])],
    py_modules=["shop.preview.loyalty.points"],
    entry_points={
        "console_scripts": ["loyalty = shop.preview.loyalty.points:Points [all]"],
        "shop.plugins": "loyalty=shop.preview.loyalty",
    },
)
