"use strict";

// A bot of discord.js: one command, answered, edited and followed up; a button that edits, one that opens a modal.

const {
  ActionRowBuilder, ButtonBuilder, ButtonStyle, Client, Events, GatewayIntentBits, LabelBuilder, MessageFlags,
  ModalBuilder, SlashCommandBuilder, TextInputBuilder, TextInputStyle,
} = require("discord.js");

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
  rest: { api: `${process.env.DISCORD_URL}/api`, cdn: `${process.env.DISCORD_URL}/cdn` },
});

const command = new SlashCommandBuilder()
  .setName("echo")
  .setDescription("Say it again")
  .addStringOption((option) => option.setName("text").setDescription("What to say").setRequired(true).setMaxLength(50));

const row = new ActionRowBuilder().addComponents(
  new ButtonBuilder().setCustomId("count").setLabel("Count").setEmoji("🔢").setStyle(ButtonStyle.Primary),
  new ButtonBuilder().setCustomId("form").setLabel("Form").setStyle(ButtonStyle.Secondary),
);

function buildModal() {
  const field = new TextInputBuilder().setCustomId("hour").setStyle(TextInputStyle.Short).setMaxLength(2);
  return new ModalBuilder()
    .setCustomId("settings")
    .setTitle("Settings")
    .addLabelComponents(new LabelBuilder().setLabel("Hour").setTextInputComponent(field));
}

client.once(Events.ClientReady, async (ready) => {
  await ready.application.commands.set([command]);
  const general = ready.guilds.cache.first().channels.cache.find((one) => one.name === "general");
  const message = await general.send({ content: "ready", files: [{ attachment: Buffer.from("hello"), name: "a.txt" }] });
  await message.react("👍");
});

client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand()) {
    await interaction.reply({ content: interaction.options.getString("text"), components: [row] });
    await interaction.editReply(`${interaction.options.getString("text")}, edited`);
    await interaction.followUp({ content: "and more", flags: MessageFlags.Ephemeral });
  } else if (interaction.isButton() && interaction.customId === "form") {
    await interaction.showModal(buildModal());
  } else if (interaction.isButton()) {
    await interaction.update("counted");
  } else if (interaction.isModalSubmit()) {
    await interaction.deferReply();
    await interaction.editReply(`at ${interaction.fields.getTextInputValue("hour")}`);
  }
});

client.login(process.env.DISCORD_TOKEN);
