"""What Linux says about a process: its memory and the processor time that it has used."""

import os
import re
from pathlib import Path


def resident_megabytes(pid: int) -> float:
    """Resident memory, shared pages included."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    found = re.search(r"^VmRSS:\s+(\d+) kB$", status, flags=re.MULTILINE)
    assert found
    return int(found[1]) * 1024 / 1e6


def processor_seconds(pid: int) -> float:
    """In user and in kernel mode, of all its threads (proc(5), fields 14 and 15 of `stat`)."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
