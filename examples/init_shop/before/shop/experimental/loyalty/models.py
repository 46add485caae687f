from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass


class Points(Base):
    __tablename__ = "loyalty_points"
