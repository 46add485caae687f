"""What is stored."""

from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """All tables."""


class Rain(Base):
    """Days with rain."""

    __tablename__ = "rain_days"
