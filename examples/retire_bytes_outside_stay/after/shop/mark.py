NAME = 'ü'
