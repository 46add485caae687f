from setuptools import Extension, setup

setup(
    ext_modules=[
        Extension("shop.preview.loyalty.speed.adding", ["shop/preview/loyalty/speed/adding.pyx"]),
        Extension("shop.preview.loyalty.speed.numbers", ["shop/preview/loyalty/speed/numbers.pyx"]),
    ]
)
