def main():
    import shop.preview.receipts

    return shop.preview.receipts.show()
