"""Watering from afar."""

from cliff import command


class ListSchedules(command.Command):
    """List all schedules."""


class ShowSchedule(command.Command):
    """Show one schedule (preview)."""
