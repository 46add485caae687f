AGE = 1
