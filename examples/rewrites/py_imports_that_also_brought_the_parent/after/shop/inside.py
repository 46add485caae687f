def f():
    import shop.customers.cards; import shop.preview; x = 1
    return shop.preview.gifts, shop.customers.cards, x
