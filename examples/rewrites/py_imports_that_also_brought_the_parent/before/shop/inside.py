def f():
    import shop.preview.loyalty; x = 1
    return shop.preview.gifts, shop.preview.loyalty, x
