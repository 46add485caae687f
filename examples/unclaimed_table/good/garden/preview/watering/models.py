"""A pump."""

from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Pump(Base):
    __tablename__ = "water_pumps"
    id = Column(Integer, primary_key=True)
