import shop.preview.garden_walls as wall


class Brick:
    wall = "its own wall, no module"

    def owner(self):
        return wall.__name__
