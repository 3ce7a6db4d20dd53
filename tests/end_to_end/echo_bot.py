"""The least a discord.py bot can be and answer as Kotae does: tests the loopback, and is the benchmarks' baseline.

``python launcher.py HTTP_BASE -- echo_bot.py``, with DISCORD_TOKEN. /explain answers a constant card.
"""

from __future__ import annotations

import os

import discord
from discord import app_commands, ui

FACT = "A message stays hidden for 30 seconds after it was received, unless the queue says otherwise."
CHOICES = [app_commands.Choice(name=f"Visibility timeout {number}", value=f"visibility-{number}") for number in range(25)]
NOBODY = discord.AllowedMentions.none()


class Buttons(ui.ActionRow["Card"]):
    """The persistent buttons beneath the card."""

    @ui.button(label="Quiz me", style=discord.ButtonStyle.primary, custom_id="echo:quiz")
    async def quiz(self, interaction: discord.Interaction, button: ui.Button[Card]) -> None:
        await interaction.response.send_message("Which one is it?", ephemeral=True)

    @ui.button(label="Write", style=discord.ButtonStyle.secondary, custom_id="echo:write")
    async def write(self, interaction: discord.Interaction, button: ui.Button[Card]) -> None:
        await interaction.response.send_modal(Note())


class Card(ui.LayoutView):
    """A constant Components V2 card: breadcrumb, fact, link buttons, buttons."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        links: ui.ActionRow[Card] = ui.ActionRow(
            ui.Button(label="Documentation", url="https://docs.example.com/sqs"),
            ui.Button(label="FAQ", url="https://faq.example.com/sqs"),
        )
        self.add_item(
            ui.Container(
                ui.TextDisplay("-# SQS › Visibility timeout · 可視性タイムアウト"),
                ui.TextDisplay(FACT),
                ui.Separator(),
                links,
                Buttons(),
                accent_colour=discord.Colour(0xFF9900),
            )
        )


class Tap(ui.ActionRow["Question"]):
    """A persistent button whose every press is answered with the same card, seen by whoever pressed."""

    @ui.button(label="A", style=discord.ButtonStyle.primary, custom_id="echo:tap")
    async def tap(self, interaction: discord.Interaction, button: ui.Button[Question]) -> None:
        assert self.view is not None
        await interaction.response.send_message(view=self.view.answer, ephemeral=True)


class Question(ui.LayoutView):
    """A question with one button."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.answer = Card()
        self.add_item(Tap())


class Note(ui.Modal, title="A note"):
    """One labelled text input."""

    note: ui.Label[Note] = ui.Label(text="Your note", component=ui.TextInput(custom_id="note", max_length=100))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.note.component, ui.TextInput)
        await interaction.response.send_message(self.note.component.value, ephemeral=True, allowed_mentions=NOBODY)


class EchoBot(discord.AutoShardedClient):
    """The client with its two commands."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True), allowed_mentions=NOBODY)
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(explain)
        self.tree.add_command(explain_this)

    async def setup_hook(self) -> None:
        self.add_view(Card())
        self.add_view(Question())
        await self.tree.sync()


@app_commands.command(description="Explain a term")
@app_commands.describe(query="What to explain", private="Show it to me only", slow="Defer, then answer")
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def explain(interaction: discord.Interaction, query: str, private: bool = False, slow: bool = False) -> None:
    """Answer the card; when ``slow``, after deferring and with a followup."""
    if not slow:
        await interaction.response.send_message(view=Card(), ephemeral=private)
        return
    await interaction.response.defer(ephemeral=private, thinking=True)
    await interaction.edit_original_response(view=Card())
    await interaction.followup.send(f"That was {query}", ephemeral=True)


@explain.autocomplete("query")
async def complete(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Twenty-five choices, whatever was typed."""
    return CHOICES


@app_commands.context_menu(name="Explain this")
async def explain_this(interaction: discord.Interaction, message: discord.Message) -> None:
    """Answer how long the message's content was, then the card."""
    await interaction.response.send_message(f"{len(message.content)} characters", ephemeral=True)
    await interaction.followup.send(view=Card(), ephemeral=True)


if __name__ == "__main__":
    EchoBot().run(os.environ["DISCORD_TOKEN"], root_logger=True)
