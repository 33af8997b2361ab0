"""``dateline demo``: the bot, the sample corpus and a Discord-compatible server in one process; nothing is kept."""

from bot.demo.running import DIGEST_CHANNEL, START, DemoClock, arrive, demo, find_free_port, run_demo

__all__ = ["DIGEST_CHANNEL", "START", "DemoClock", "arrive", "demo", "find_free_port", "run_demo"]
