"""The parts of Deskbell, as processes to start."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Part:
    """`name` is what people read; `command` runs in the project's folder."""

    name: str
    command: str

    def log(self, var: Path) -> Path:
        return var / "log" / f"{self.name}.log"

    def ready_file(self, var: Path) -> Path:
        """Written by the part when it can work (`conversations.process.announce_ready`)."""
        return var / "run" / f"{self.name}.ready"


def parts(bot_workers: int) -> tuple[Part, ...]:
    """Everything that runs: one gateway, one action server, and so many bot workers."""
    bots = [f"bot-{number}" for number in range(1, bot_workers + 1)] if bot_workers > 1 else ["bot"]
    return (
        Part("gateway", "python -m gateway"),
        Part("actions", "python -m actions"),
        *(Part(name, "python -m bot") for name in bots),
    )
