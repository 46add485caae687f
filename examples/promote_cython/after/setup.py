from setuptools import Extension, setup

setup(
    ext_modules=[
        Extension("shop.speed.adding", ["shop/speed/adding.pyx"]),
        Extension("shop.speed.numbers", ["shop/speed/numbers.pyx"]),
    ]
)
