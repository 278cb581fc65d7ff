from launcher.log_tail import last_lines, length


def test_only_what_came_since_counts(tmp_path):
    log = tmp_path / "part.log"
    log.write_text("of yesterday\n")
    since = length(log)
    with log.open("a") as stream:
        stream.write("of today\nand more\n")
    assert last_lines(log, since=since) == ["of today", "and more"]


def test_the_last_lines_are_enough(tmp_path):
    log = tmp_path / "part.log"
    log.write_text("".join(f"{number}\n" for number in range(100_000)))
    assert last_lines(log, count=2) == ["99998", "99999"]


def test_a_log_that_was_begun_anew_counts_whole(tmp_path):
    log = tmp_path / "part.log"
    log.write_text("new\n")
    assert last_lines(log, since=1_000) == ["new"]


def test_no_log_has_no_lines(tmp_path):
    assert length(tmp_path / "part.log") == 0
    assert last_lines(tmp_path / "part.log") == []
