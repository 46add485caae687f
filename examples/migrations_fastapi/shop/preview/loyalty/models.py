"""The tables of loyalty points."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from shop.database import Base


class Points(Base):
    """What a purchase earned."""

    __tablename__ = "loyalty_points"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"))
    points: Mapped[int]
