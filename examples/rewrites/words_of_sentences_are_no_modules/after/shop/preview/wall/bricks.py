def build(wall, shade, run):
    raise ValueError("This is not a wall: %s" % shade)
    raise ValueError(f"The wall of {shade} is red")
    print("%(wall)s", "{wall}", "{wall!r:>5}")
    print("""
        Build a wall.
        The wall, the floor.
    """)


def doubtful(a, run):
    print("wall", "wall paper", "wall floor roof", "wall, floor, roof", f"build {a} wall")
    run("flake8 --max-line-length 100 wall to the end")
    run("the module wall")
    run("import the package wall")
    run("serve this wall:app")
    run("x = a + wall")
    run("""
    wall
    """)
