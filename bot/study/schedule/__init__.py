"""When the daily question is due: plans, moments in a time zone, and what an organiser types for them."""

from bot.study.schedule.plan import Feedback, Plan, PostLanguage, closes_at, due, earliest, next_post

__all__ = ["Feedback", "Plan", "PostLanguage", "closes_at", "due", "earliest", "next_post"]
