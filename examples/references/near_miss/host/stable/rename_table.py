# Near miss: a table of new names
_RENAMED = {"old": ("viewer", "preview")}


def __getattr__(name):
    return globals()[_RENAMED[name][1]]
