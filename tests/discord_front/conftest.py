"""discord.py imports a module that Python 3.11 has deprecated: that warning is its own affair."""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import discord  # noqa: F401
