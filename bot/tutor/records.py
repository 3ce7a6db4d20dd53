"""Dailies and rounds as they are kept, and what can go wrong in keeping them: the store's values under the fronts' door."""

from bot.store.dailies import Daily, DailySettings
from bot.store.errors import NotRead, NotRecorded, StoreError
from bot.store.rounds import Round

__all__ = ["Daily", "DailySettings", "NotRead", "NotRecorded", "Round", "StoreError"]
