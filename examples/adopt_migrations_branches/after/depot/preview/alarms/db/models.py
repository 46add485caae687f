"""What is kept of alarms."""

from depot.db.models import Base
from sqlalchemy import Boolean, Column, Enum, ForeignKey, Integer, String, UniqueConstraint


class Alarm(Base):
    __tablename__ = "alarms"
    __table_args__ = (UniqueConstraint("shelf_id", "kind", name="uniq_alarms0shelf_id0kind"),)
    id = Column(Integer, primary_key=True)
    shelf_id = Column(ForeignKey("shelves.id", ondelete="CASCADE"), nullable=False)
    kind = Column(Enum("fire", "water", name="alarm_kind"), nullable=False)
    silent = Column(Boolean, nullable=False)


class AlarmCall(Base):
    __tablename__ = "alarm_calls"
    id = Column(Integer, primary_key=True)
    alarm_id = Column(ForeignKey("alarms.id", ondelete="CASCADE"), nullable=False, index=True)
    phone = Column(String(40))
