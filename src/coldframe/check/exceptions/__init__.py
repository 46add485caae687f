"""An exception is reasoned, needed and in date."""
