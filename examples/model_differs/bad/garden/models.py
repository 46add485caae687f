"""What the garden keeps."""

import sqlalchemy as sa
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Bed(Base):
    __tablename__ = "beds"

    id = sa.Column(sa.Integer, primary_key=True)
    wet = sa.Column(sa.Boolean)
    name = sa.Column(sa.String(40))


class Plan(Base):
    __tablename__ = "water_plans"

    id = sa.Column(sa.Integer, primary_key=True)
    litres = sa.Column(sa.Integer)
    note = sa.Column(sa.String(40))
