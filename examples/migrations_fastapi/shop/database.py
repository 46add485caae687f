"""The database of the service, and what all models have in common."""

import os

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, sessionmaker

URL = os.environ.get("SHOP_DATABASE", "sqlite:///shop.db")
engine = create_engine(URL)
Session = sessionmaker(engine)


class Base(DeclarativeBase):
    """All models."""
