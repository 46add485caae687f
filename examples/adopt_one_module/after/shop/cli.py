def main():
    import shop.preview.receipts as receipts

    return receipts.show()
