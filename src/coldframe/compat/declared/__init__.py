"""What all surfaces that are not Python names share: stages, modules, judging, storing."""
