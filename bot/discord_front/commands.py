"""How commands are offered to Discord: in which languages and places, and only when they changed."""

import asyncio
import json
import logging
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.app_commands import AppCommandContext, AppInstallationType, locale_str

from bot.discord_front.replies import described
from bot.wording.commands import Text

log = logging.getLogger(__name__)

EVERYWHERE = AppInstallationType(guild=True, user=True)
SERVERS = AppInstallationType(guild=True, user=False)
SERVERS_ONLY = AppCommandContext(guild=True, dm_channel=False, private_channel=False)
SERVERS_AND_DMS = AppCommandContext(guild=True, dm_channel=True, private_channel=False)
ANYWHERE = AppCommandContext(guild=True, dm_channel=True, private_channel=True)

REMEMBERED = "discord-commands.sha256"
"""The file with the digest of the commands Discord has."""
FIRST_RETRY, LAST_RETRY = 30.0, 1800.0
"""Seconds before the commands are sent again after Discord failed to take them: doubled each time."""


def localised(text: Text) -> locale_str:
    """Words for Discord's command list: English, with the Japanese beside them."""
    return locale_str(text.en, ja=text.ja)


class Japanese(app_commands.Translator):
    """Gives Discord the Japanese that stands beside the English."""

    async def translate(
        self, string: locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        if locale is not discord.Locale.japanese:
            return None
        japanese: str | None = string.extras.get("ja")
        return japanese


async def keep_synchronised(tree: "app_commands.CommandTree[Any]", data: Path) -> None:
    """Send the commands if Discord has others, again and again until it takes them."""
    wait = FIRST_RETRY
    while True:
        try:
            await synchronise(tree, data / REMEMBERED)
            return
        except app_commands.CommandSyncFailure as error:
            log.error("Discord refused the commands, and would again: %s", error)
            return
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("the commands could not be sent (%s); next try in %.0f s", described(error), wait)
        await asyncio.sleep(wait)
        wait = min(wait * 2, LAST_RETRY)


async def synchronise(tree: "app_commands.CommandTree[Any]", remembered: Path) -> bool:
    """Send the commands unless the digest kept in `remembered` is theirs; whether they were sent."""
    now = await digest(tree)
    if _read(remembered) == now:
        log.info("the commands are as Discord has them")
        return False
    sent = await tree.sync()
    log.info("%d commands were sent to Discord", len(sent))
    _write(remembered, now)
    return True


async def digest(tree: "app_commands.CommandTree[Any]") -> str:
    """A digest of all that Discord is told of the commands, localisations included, and of whose they are."""
    translator = tree.translator or app_commands.Translator()
    payload = [await command.get_translated_payload(tree, translator) for command in tree.get_commands()]
    whole = {"application": tree.client.application_id, "commands": payload}
    return sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _write(path: Path, text: str) -> None:
    """Replace the file whole; where that cannot be, the commands are merely sent again next time."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(text + "\n", "ascii")
        fresh.replace(path)
    except OSError as error:
        log.warning("%s could not be written (%s), so the commands are sent at each start", path, error.strerror)
