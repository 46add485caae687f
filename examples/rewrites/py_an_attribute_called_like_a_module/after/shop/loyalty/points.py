class Points:
    def add(self):
        return 1
