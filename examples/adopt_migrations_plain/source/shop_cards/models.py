"""What is kept of cards."""

from shop.models import Base
from sqlalchemy import Column, ForeignKey, Index, Integer, String


class Level(Base):
    __tablename__ = "card_levels"
    name = Column(String(20), primary_key=True)
    stamps = Column(Integer, nullable=False, server_default="10")


class Card(Base):
    __tablename__ = "cards"
    __table_args__ = (Index("ix_cards_customer", "customer_id"),)
    id = Column(Integer, primary_key=True)
    customer_id = Column(ForeignKey("customers.id", ondelete="CASCADE"), nullable=False)
    level = Column(String(20), ForeignKey("card_levels.name"), nullable=False)
    note = Column(String(200))
