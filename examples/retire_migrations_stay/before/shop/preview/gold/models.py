class Rate:
    __tablename__ = "gold_rates"
