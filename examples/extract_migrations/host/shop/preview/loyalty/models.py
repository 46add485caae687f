"""The tables of loyalty cards."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from shop.models import Base


class Level(Base):
    """What a card is worth."""

    __tablename__ = "loyalty_levels"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    stamps: Mapped[int] = mapped_column(server_default="10")


class Card(Base):
    """The card of a customer."""

    __tablename__ = "loyalty_cards"
    __table_args__ = (Index("ix_loyalty_cards_customer", "customer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    level: Mapped[str] = mapped_column(ForeignKey("loyalty_levels.name"))
    since: Mapped[date | None]
