# coding: latin-1
import shop.preview.cafe


class Menu:
    title = 'café'; where = shop.preview.cafe.__name__  # cafe
