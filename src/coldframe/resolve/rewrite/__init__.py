"""Gives moved modules their new names, wherever the tree names them: certain, or listed."""
