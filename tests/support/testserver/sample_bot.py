"""A bot of the real discord.py client that uses all of Discord that the test server speaks."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.testserver import TestServer, Value, patch_discord_urls

PIXEL = (Path(__file__).parents[2] / "data" / "pixel.png").read_bytes()


class SampleModal(ui.Modal, title="A form"):
    """One field of each kind."""

    hour: ui.Label[SampleModal] = ui.Label(text="Hour", component=ui.TextInput(custom_id="hour", max_length=2))
    size: ui.Label[SampleModal] = ui.Label(
        text="Size",
        component=ui.Select(
            custom_id="size", options=[discord.SelectOption(label="short"), discord.SelectOption(label="long")]
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Reply with what was filled in."""
        hour, size = self.hour.component, self.size.component
        assert isinstance(hour, ui.TextInput)
        assert isinstance(size, ui.Select)
        await interaction.response.send_message(f"{hour.value} {size.values[0]}", ephemeral=True)


class SampleView(ui.View):
    """Buttons and selects."""

    @ui.button(label="Count", custom_id="count")
    async def count(self, interaction: discord.Interaction, button: ui.Button[SampleView]) -> None:
        """Change the message that holds the button."""
        button.label = f"{button.label}!"
        await interaction.response.edit_message(content="counted", view=self)

    @ui.button(label="Later", custom_id="later")
    async def later(self, interaction: discord.Interaction, _: ui.Button[SampleView]) -> None:
        """Acknowledge first, change afterwards, and say something besides."""
        await interaction.response.defer()
        await interaction.edit_original_response(content="changed later")
        await interaction.followup.send("besides", ephemeral=True)

    @ui.button(label="Form", custom_id="form")
    async def form(self, interaction: discord.Interaction, _: ui.Button[SampleView]) -> None:
        """Open a modal."""
        await interaction.response.send_modal(SampleModal())

    @ui.button(label="Off", custom_id="off", disabled=True)
    async def off(self, interaction: discord.Interaction, _: ui.Button[SampleView]) -> None:
        """Never come here."""

    @ui.select(
        placeholder="Outlets",
        custom_id="outlets",
        max_values=2,
        options=[discord.SelectOption(label="Wire"), discord.SelectOption(label="Post")],
    )
    async def outlets(self, interaction: discord.Interaction, select: ui.Select[SampleView]) -> None:
        """Reply with the outlets that were picked."""
        await interaction.response.send_message(f"picked {select.values}")

    @ui.select(cls=ui.UserSelect, placeholder="Who", custom_id="who")
    async def who(self, interaction: discord.Interaction, select: ui.UserSelect[SampleView]) -> None:
        """Reply with the name of the member who was picked."""
        await interaction.response.send_message(f"picked {select.values[0].display_name}")


class SampleLayout(ui.LayoutView):
    """Components of the second version, with a picture."""

    def __init__(self, picture: str) -> None:
        super().__init__()
        box: ui.Container[SampleLayout] = ui.Container(accent_colour=0x336699)
        box.add_item(ui.TextDisplay("## A card"))
        box.add_item(ui.Section(ui.TextDisplay("words"), accessory=ui.Thumbnail(picture)))
        box.add_item(ui.Separator())
        box.add_item(ui.MediaGallery(discord.MediaGalleryItem(picture, description="a chart")))
        box.add_item(ui.ActionRow(ui.Button(label="Source", url="https://example.org/source")))
        self.add_item(box)


class SampleBot(commands.AutoShardedBot):
    """Has a command for each way of answering; ``received`` lists (event, detail) as they come in."""

    def __init__(self, **options: Value) -> None:
        options.setdefault("intents", discord.Intents.default())
        super().__init__(commands.when_mentioned, **options)
        self.received: list[tuple[str, Any]] = []
        self.connected = asyncio.Event()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once: the five seconds between shards are kept for Discord's sake."""

    async def on_socket_event_type(self, event: str) -> None:
        """Note what comes in."""
        self.received.append(("event", event))

    async def on_resumed(self) -> None:
        """Note that a session was resumed."""
        self.connected.set()

    async def on_message(self, message: discord.Message) -> None:
        """Note messages."""
        self.received.append(("message", message))

    async def setup_hook(self) -> None:
        """Add the commands and send them."""
        register(self.tree)
        await self.tree.sync()


def register(tree: app_commands.CommandTree[Any]) -> None:
    """Add a command for each way of answering."""
    _register_answers(tree)
    _register_options(tree)
    _register_others(tree)


def _register_answers(tree: app_commands.CommandTree[Any]) -> None:

    @tree.command(description="Answer at once")
    async def now(
        interaction: discord.Interaction,
        text: str = "at once",
        private: bool = False,
        kind: Literal["plain", "card"] = "plain",
    ) -> None:
        if kind == "card":
            pixel = discord.File(io.BytesIO(PIXEL), filename="chart.png")
            await interaction.response.send_message(view=SampleLayout("attachment://chart.png"), file=pixel)
            return
        await interaction.response.send_message(text, ephemeral=private, view=SampleView())

    @tree.command(description="Think first")
    async def later(interaction: discord.Interaction, private: bool = False) -> None:
        await interaction.response.defer(thinking=True, ephemeral=private)
        await interaction.followup.send("thought")
        await interaction.followup.send("and more", ephemeral=True)
        original = await interaction.original_response()
        await original.edit(content=f"{original.content} again")


def _register_options(tree: app_commands.CommandTree[Any]) -> None:
    @tree.command(description="Take all kinds of options")
    async def options(
        interaction: discord.Interaction,
        member: discord.Member,
        channel: discord.TextChannel,
        role: discord.Role,
        hour: app_commands.Range[int, 0, 23],
        share: float,
        anyone: discord.Member | discord.Role,
        file: discord.Attachment | None = None,
    ) -> None:
        size = len(await file.read()) if file else 0
        parts = (member.display_name, channel.name, role.name, hour, share, str(anyone), size)
        await interaction.response.send_message(" ".join(map(str, parts)))

    @tree.command(description="Complete a word")
    async def word(interaction: discord.Interaction, word: str) -> None:
        await interaction.response.send_message(word)

    @word.autocomplete("word")
    async def complete(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=one, value=one) for one in ("treaty", "balloon") if current in one]


def _register_others(tree: app_commands.CommandTree[Any]) -> None:
    digest = app_commands.Group(
        name="digest",
        description="Digests",
        default_permissions=discord.Permissions(manage_guild=True),
        guild_only=True,
    )

    @digest.command(description="Add one")
    async def add(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("added")
        await interaction.delete_original_response()

    tree.add_command(digest)

    @tree.context_menu(name="About")
    async def about(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"about {message.content}", ephemeral=True)

    @tree.context_menu(name="Greet")
    async def greet(interaction: discord.Interaction, member: discord.Member) -> None:
        await interaction.response.send_message(f"hello {member.display_name}")

    @tree.command(description="Work wherever its user is")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def anywhere(interaction: discord.Interaction) -> None:
        owner = "user" if interaction.is_user_integration() else "server"
        await interaction.response.send_message(f"installed by the {owner}")

    @tree.command(description="Say nothing")
    async def silence(_: discord.Interaction) -> None:
        return


@asynccontextmanager
async def run_sample_bot(server: TestServer, bot: SampleBot | None = None) -> AsyncIterator[SampleBot]:
    """Run the bot against *server*, from its readiness on."""
    client = bot or SampleBot()
    with patch_discord_urls(server.url):
        async with client:
            task = asyncio.create_task(client.start(server.token))
            await server.wait_until_ready(shards=client.shard_count or server.world.shards)
            yield client
        await task


def get_general_channel(server: TestServer, bot: SampleBot) -> discord.TextChannel:
    """Return the client's #general."""
    found = bot.get_channel(server.find_channel("general").id)
    assert isinstance(found, discord.TextChannel)
    return found
