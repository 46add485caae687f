# A command of a feature.
def main():
    pass
