"""A bot of hikari: one command, answered, edited and followed up; a button that edits, one that opens a modal."""

from __future__ import annotations

import os

import hikari

bot = hikari.GatewayBot(os.environ["DISCORD_TOKEN"], rest_url=f"{os.environ['DISCORD_URL']}/api/v10", banner=None)


@bot.listen()
async def register(_: hikari.StartedEvent) -> None:
    """Register the command, post a message with a file, and react to it."""
    application = await bot.rest.fetch_application()
    command = bot.rest.slash_command_builder("echo", "Say it again").add_option(
        hikari.CommandOption(type=hikari.OptionType.STRING, name="text", description="What to say", is_required=True)
    )
    await bot.rest.set_application_commands(application, [command])
    (guild,) = await bot.rest.fetch_my_guilds()
    general = next(one for one in await bot.rest.fetch_guild_channels(guild) if one.name == "general")
    message = await bot.rest.create_message(general, "ready", attachment=hikari.Bytes(b"hello", "a.txt"))
    await bot.rest.add_reaction(general, message, "👍")


@bot.listen()
async def answer(event: hikari.CommandInteractionCreateEvent) -> None:
    """Answer, edit the answer, and follow up."""
    interaction = event.interaction
    text = interaction.options[0].value
    row = bot.rest.build_message_action_row()
    row.add_interactive_button(hikari.ButtonStyle.PRIMARY, "count", label="Count", emoji="🔢")
    row.add_interactive_button(hikari.ButtonStyle.SECONDARY, "form", label="Form")
    await interaction.create_initial_response(hikari.ResponseType.MESSAGE_CREATE, text, component=row)
    await interaction.edit_initial_response(f"{text}, edited")
    await interaction.execute("and more", flags=hikari.MessageFlag.EPHEMERAL)


@bot.listen()
async def press(event: hikari.ComponentInteractionCreateEvent) -> None:
    """Edit the message, or open a modal."""
    if event.interaction.custom_id == "form":
        row = bot.rest.build_modal_action_row().add_text_input("hour", "Hour", max_length=2)
        await event.interaction.create_modal_response("Settings", "settings", component=row)
    else:
        await event.interaction.create_initial_response(hikari.ResponseType.MESSAGE_UPDATE, "counted")


@bot.listen()
async def submit(event: hikari.ModalInteractionCreateEvent) -> None:
    """Think, and say what was filled in."""
    await event.interaction.create_initial_response(hikari.ResponseType.DEFERRED_MESSAGE_CREATE)
    await event.interaction.edit_initial_response(f"at {event.interaction.components[0][0].value}")


bot.run(check_for_updates=False)
