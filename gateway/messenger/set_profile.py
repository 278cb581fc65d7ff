"""`make messenger-profile`: shows the platform what `data/messenger.yml` says.

Exit code 0, or 2 after saying what to do.
"""

import asyncio
import os
import sys

from dotenv import dotenv_values

from conversations.environment import Environment
from conversations.errors import SettingError
from gateway.messenger.credentials import FILE, read_credentials
from gateway.messenger.errors import GraphError, NotReached, Unclear
from gateway.messenger.graph import GraphApi, PageIdentity
from gateway.messenger.http_graph import HttpGraph
from gateway.messenger.profile import PROFILE_FILE, Profile, load_profile

_ROOT = PROFILE_FILE.parents[1]


def main() -> int:
    try:
        profile = load_profile()
        credentials = read_credentials(_environment(), _ROOT / FILE)
        if credentials is None:
            raise SettingError("Messenger is off. Set its three values in .env, as docs/messenger.md says.")
        page = asyncio.run(_set(HttpGraph(credentials), profile))
    except SettingError as mistake:
        sys.stderr.write(f"{mistake}\n")
        return 2
    lines = f"{len(profile.menu)} line{'s' if len(profile.menu) > 1 else ''}"
    sys.stdout.write(f"“{page.page_name}” has its greeting, its first button and a menu of {lines} now.\n")
    return 0


async def _set(graph: GraphApi, profile: Profile) -> PageIdentity:
    try:
        page = await graph.identify()
        await graph.set_profile(profile.as_body())
    except (NotReached, Unclear) as error:
        raise SettingError(f"Messenger does not answer now ({error.name}). Try again later.") from error
    except GraphError as error:
        raise SettingError(
            f"Messenger refuses (error {error.name}). "
            f"Look whether the token and the secret in {FILE} are this page's, and may manage messages."
        ) from error
    finally:
        await graph.close()
    return page


def _environment() -> Environment:
    """As the parts read it that the launcher starts: the environment wins over `.env`."""
    in_file = {name: value or "" for name, value in dotenv_values(".env", interpolate=False).items()}
    return Environment({**in_file, **os.environ})


if __name__ == "__main__":
    sys.exit(main())
