"""Kotae: a study tutor that reads a group's notes, explains them and asks about them."""

__version__ = "0.1.0"
