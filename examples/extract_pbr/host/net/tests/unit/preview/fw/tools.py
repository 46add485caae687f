NONE = "none"
