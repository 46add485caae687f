WORDS = ["cold", "frame"]
