TABLES = ("till", "gold_rates")
