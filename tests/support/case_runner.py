"""
Run the cases of a folder against the command line: ``python -m tests.support.case_runner FOLDER [--min KIND=N …]``.

The folder's ``run.py`` starts the command anew for each step, and most of the time of a command is spent on importing.
Here this process imports once, and forks for each step: what ``run.py`` starts is a small client that passes on its
arguments, its folder, its environment and its three streams, and exits as the forked command does.
"""

from __future__ import annotations

import argparse
import array
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from pathlib import Path

from bot.cli import ingest_commands, query_commands
from bot.cli.main import main
from corpus.entities import load_bundled_registry
from corpus.models import Source
from corpus.pipeline.annotate import annotate

#: The client: it must start quickly, so it imports little and no site packages.
_CLIENT = """#!{python} -IS
import array, json, os, socket, sys
with socket.socket(socket.AF_UNIX) as server:
    server.connect({address!r})
    order = json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode()
    streams = socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2])
    server.sendmsg([len(order).to_bytes(4, "big")], [streams])
    server.sendall(order)
    code = server.recv(1)
sys.exit(code[0] if code else 70)
"""
_FAILED = 1
#: Modules that most commands import, and that need be imported only once.
_WARM_MODULES = (ingest_commands, query_commands)


def run_cases(folder: Path, options: list[str]) -> int:
    """Run the cases of *folder*, and return the exit code of its ``run.py``."""
    load_bundled_registry()
    annotate(Source("The mayor left on Monday.\n", "warm", "-", "0" * 64), load_bundled_registry(), "warm")
    with tempfile.TemporaryDirectory() as home, socket.socket(socket.AF_UNIX) as listener:
        address, client = f"{home}/socket", Path(home, "dateline")
        listener.bind(address)
        listener.listen()
        client.write_text(_CLIENT.format(python=sys.executable, address=address), encoding="utf-8")
        client.chmod(0o755)
        threading.Thread(target=_serve, args=(listener,), daemon=True).start()
        command = [sys.executable, str(folder / "run.py"), "--dateline", str(client), *options]
        return subprocess.run(command, check=False).returncode


def _serve(listener: socket.socket) -> None:
    running: set[int] = set()
    while True:
        connection, _ = listener.accept()
        if child := os.fork():
            connection.close()
            running.add(child)
        else:
            os._exit(_answer(connection))
        running = {each for each in running if os.waitpid(each, os.WNOHANG) == (0, 0)}


def _answer(connection: socket.socket) -> int:
    """Run the command that a client orders, in this forked process, and send it the exit code."""
    head, rights, _, _ = connection.recvmsg(4, socket.CMSG_SPACE(3 * array.array("i").itemsize))
    streams = array.array("i", rights[0][2])
    with connection.makefile("rb") as stream:
        arguments, folder, environment = json.loads(stream.read(int.from_bytes(head, "big")))
    for number, stream_number in enumerate(streams):
        os.dup2(stream_number, number)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(number, mode) for number, mode in ((0, "r"), (1, "w"), (2, "w")))
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    code = _run_command(arguments)
    connection.sendall(bytes([code & 0xFF]))
    return 0


def _run_command(arguments: list[str]) -> int:
    code = _FAILED
    try:
        code = main(arguments)
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else _FAILED * bool(left.code)
    except BaseException:  # noqa: BLE001 - as an interpreter does that is left by any exception
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def run() -> int:
    """Parse the arguments and run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("folder", type=Path, help="the cases and their run.py")
    known, others = parser.parse_known_args()
    return run_cases(known.folder.absolute(), others)


if __name__ == "__main__":
    sys.exit(run())
