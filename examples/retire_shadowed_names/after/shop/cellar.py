class Cellar:
    def __init__(self, preview):
        self.preview = preview
        preview.gold = 1

    def gold(self):
        shop = self.preview
        return shop.gold
