"""Sanic's HTTP/1.1, stricter where Sanic 25.12 (`http/http1.py`) is lax, and never without an answer.

What is refused here is what another server on the way might read differently: where a request ends must be
beyond doubt (RFC 9112, 6 and 7.1).
"""

import re
from typing import Any

from sanic.exceptions import BadRequest, BadURL
from sanic.http import Http

_DIGITS = {10: re.compile(r"[0-9]+"), 16: re.compile(r"[0-9A-Fa-f]+")}


class StrictHttp(Http):
    """Answers 400 to what has no address that can be read, and to lengths that are not plain digits."""

    def create_empty_request(self) -> None:
        """For the answer to a head that could not be read: it counts among the requests of its address."""
        try:
            super().create_empty_request()
        except BadURL:  # Sanic reads the same address again, and closes the connection without a word.
            self.url = None
            super().create_empty_request()
        self.request.conn_info = self.protocol.conn_info

    async def read(self) -> bytes | None:
        body: Any = self.request_body  # Sanic says bytes, and means this word.
        if body == "chunked" and self.request_bytes_left == 0:
            await self._expect_line_end()
        data: bytes | None = await super().read()
        return data

    async def _expect_line_end(self) -> None:
        """Before each size stands a line end, which Sanic skips without a look. Raises `BadRequest`."""
        while len(self.recv_buffer) < 2:
            await self._receive_more()
        if self.recv_buffer[:2] != b"\r\n":
            self.keep_alive = False
            raise BadRequest("Bad chunked encoding")

    @staticmethod
    def _safe_int(value: str, base: int = 10) -> int:
        """Raises `ValueError` for what `int` takes beside plain digits: 0x22, other scripts' digits."""
        digits = value.strip(" \t")
        if not _DIGITS[base].fullmatch(digits):
            raise ValueError
        return int(digits, base)
