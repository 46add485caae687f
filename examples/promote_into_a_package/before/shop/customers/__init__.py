from .people import Person
