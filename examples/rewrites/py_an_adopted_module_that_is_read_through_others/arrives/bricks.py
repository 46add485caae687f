import os, wall, sys

print(wall.clay.Clay, f"{wall.clay}", wall)


def local():
    import wall

    return wall
