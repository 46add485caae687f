def main():
    import receipts

    return receipts.show()
