from . import index

if __name__ == "__main__":
    print(index.find("co"))
