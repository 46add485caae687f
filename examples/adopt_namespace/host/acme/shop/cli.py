from acme import wall_paper


def main():
    from acme import wall

    return wall, wall_paper
