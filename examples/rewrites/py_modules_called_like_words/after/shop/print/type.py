type = type
