EUR = 1
