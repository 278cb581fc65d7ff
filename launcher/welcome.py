"""What `make run` says once everything is ready: where Deskbell is, and what to ask it."""

from actions.orders.demo_orders import cast
from launcher.demo_agent import SignIn
from launcher.progress import Progress
from launcher.settings import Settings

_EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104  recognised here, not listened on


def welcome(settings: Settings, progress: Progress, sign_in: SignIn | None, seconds: int) -> None:
    """Says it, so many seconds after the command was typed; in the demo also how its team signs in."""
    for line in [
        "",
        f"Deskbell is ready, after {seconds} s.",
        "",
        *_what_to_do(settings, sign_in),
        "  Stop     Ctrl-C",
        "",
    ]:
        progress.say(line)


def address(settings: Settings) -> str:
    """Where a browser on this machine finds the gateway."""
    host = "127.0.0.1" if settings.host in _EVERYWHERE else settings.host
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


def _what_to_do(settings: Settings, sign_in: SignIn | None) -> list[str]:
    logs = f"  Logs     {settings.var}/log/"
    inbox = f"  Team     {address(settings)}/inbox"
    if sign_in is None:
        return [f"  Gateway  {address(settings)}", inbox, logs]
    role = cast().to_try[0]
    return [
        f"  Shop     {address(settings)}",
        f"  Ask it   Where is my order {role.number}?",
        f"           Its e-mail address is {role.customer.email}. README.md lists more orders to try.",
        inbox,
        f"           Sign in as {sign_in.email} with {sign_in.password}. /audit takes the same.",
        logs,
    ]
