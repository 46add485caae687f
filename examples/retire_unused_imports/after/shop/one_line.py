import os; from shop.preview import gold

NAME = os.name
