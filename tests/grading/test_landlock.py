"""Landlock, put on real processes."""

import os
import subprocess
import sys

import pytest

from grading.bubblewrap import HOME, system
from grading.wall import landlock

pytestmark = pytest.mark.skipif(not landlock.version(), reason="this kernel has no landlock (before Linux 5.13)")


def inside(folder, code):
    """What a Python prints that may read the system and write to `folder` only."""
    start = f"import os, sys; sys.path.insert(0, {str(HOME)!r}); from grading.wall import landlock\n"
    start += f"landlock.restrict({system()}, [{str(folder)!r}], ['/dev/null', '/no/such/device'])\n"
    ended = subprocess.run([sys.executable, "-S", "-c", start + code], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.split()


def tried(*lines):
    """Code that prints, for each line, whether it was possible."""
    each = (
        f"try:\n    {line}\n    print('possible')\nexcept OSError as e:\n    print(type(e).__name__)" for line in lines
    )
    return "\n".join(each)


def test_only_what_was_named_can_be_read(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "secret").write_text("1")
    lines = [f"open({str(tmp_path / 'secret')!r})", f"os.listdir({str(tmp_path)!r})", "open('/etc/passwd')"]
    lines += ["os.listdir('/proc')", "open('/proc/self/environ')"]
    assert inside(tmp_path / "mine", tried(*lines)) == ["PermissionError"] * 5
    assert (
        inside(tmp_path / "mine", tried("os.listdir('/usr')", "import json.tool", "open('/dev/null', 'w')"))
        == ["possible"] * 3
    )


def test_only_the_folder_can_be_written_to(tmp_path):
    (tmp_path / "mine").mkdir()
    mine = str(tmp_path / "mine")
    good = [
        f"open({mine!r} + '/a', 'w').write('1')",
        f"os.mkdir({mine!r} + '/b')",
        f"os.rename({mine!r} + '/a', {mine!r} + '/b/a')",
    ]
    good += [f"os.symlink('/etc', {mine!r} + '/link')", f"os.truncate({mine!r} + '/b/a', 0)"]
    assert inside(mine, tried(*good)) == ["possible"] * 5
    outside = [
        f"open({str(tmp_path / 'x')!r}, 'w')",
        "open('/tmp/landlock-test', 'w')",
        f"os.listdir({mine!r} + '/link')",
    ]
    assert inside(mine, tried(*outside)) == ["PermissionError"] * 3
    assert not (tmp_path / "x").exists()


def test_other_processes_get_no_signal_from_inside(tmp_path):
    if landlock.version() < landlock.SIGNALS_SINCE:
        pytest.skip("signals stay inside from Linux 6.12 on; before, a filter of system calls does it")
    code = tried(
        "os.kill(os.getppid(), 0)", "os.kill(os.getpid(), 0)", "pid = os.fork() or os._exit(0); os.kill(pid, 9)"
    )
    assert inside(tmp_path, code) == ["PermissionError", "possible", "possible"]


def test_older_versions_know_fewer_rights():
    rights = [landlock.everything(version) for version in range(1, 9)]
    assert rights == sorted(rights) and rights[0] == (1 << 13) - 1 and rights[-1] == (1 << 16) - 1


def test_a_kernel_without_it_says_so(monkeypatch):
    monkeypatch.setattr(landlock, "version", lambda: 0)
    assert not landlock.keep_signals_inside()
    with pytest.raises(OSError, match="no landlock"):
        landlock.restrict([], [os.getcwd()], [])
