from .fleet import Drone

__all__ = ['Drone']
