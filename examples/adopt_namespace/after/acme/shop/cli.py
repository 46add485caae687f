from acme import wall_paper


def main():
    from acme.shop.labs import wall

    return wall, wall_paper
