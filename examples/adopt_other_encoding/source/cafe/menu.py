# coding: latin-1
import cafe


class Menu:
    title = 'café'; where = cafe.__name__  # cafe
