# coding: latin-1
import shop.preview.cafe as cafe


class Menu:
    title = 'café'; where = cafe.__name__  # cafe
