"""What is new since something was told: points told before are known again in other words, and developments marked."""

from briefings.novelty.memory import as_record, from_record, passage_of, remember
from briefings.novelty.splitting import Development, News, split

__all__ = ["Development", "News", "as_record", "from_record", "passage_of", "remember", "split"]
