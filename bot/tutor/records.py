"""What is kept of dailies and rounds, and what can go wrong in keeping it: the store's values under the fronts' door."""

from bot.store.dailies import Daily, DailySettings
from bot.store.errors import NotRead, NotRecorded, StoreError
from bot.store.recounting import Recounted
from bot.store.rounds import Round

__all__ = ["Daily", "DailySettings", "NotRead", "NotRecorded", "Recounted", "Round", "StoreError"]
