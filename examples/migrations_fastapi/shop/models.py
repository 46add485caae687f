"""The stable tables."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from shop.database import Base


class Order(Base):
    """What a customer bought."""

    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer: Mapped[str] = mapped_column(String(100))
    note: Mapped[str | None] = mapped_column(String(200))
