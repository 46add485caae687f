from shop.preview import gold  # über
NAME = 'ü'
