import os, shop.preview.wall as wall, sys

print(wall.clay.Clay, f"{wall.clay}", wall)


def local():
    import shop.preview.wall as wall

    return wall
