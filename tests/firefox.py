"""A real Firefox, driven by Marionette: its own protocol, lines of JSON over a socket.

Playwright has a Firefox of its own only, which no package registry offers.
"""

import json
import re
import shutil
import socket
import subprocess
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_LISTENING = re.compile(r"Marionette\s+INFO\s+Listening on port (\d+)")
# Port 0 takes any that is free; a test asks for nothing from elsewhere.
_PREFERENCES = {
    "marionette.port": 0,
    "app.normandy.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
}
# In seconds, on a machine on which much else runs.
_PATIENCE = 300
_KEYS = {"ArrowDown": "\ue015", "ArrowUp": "\ue013", "ArrowRight": "\ue014", "Escape": "\ue00c"}
_TROUBLES = """return Services.console.getMessageArray()
    .filter((one) => one instanceof Ci.nsIScriptError && !(one.flags & one.infoFlag)
        && one.sourceName.startsWith(arguments[0]))
    .map((one) => one.errorMessage);"""


class Firefox:
    """One window of the browser."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)
        self._reader = self._socket.makefile("rb")
        self._number = 0
        self._read()
        self._send("WebDriver:NewSession")

    def _read(self) -> Any:
        length = b""
        while (digit := self._reader.read(1)) != b":":
            assert digit, "Firefox has gone"
            length += digit
        return json.loads(self._reader.read(int(length)))

    def _send(self, command: str, **parameters: object) -> Any:
        self._number += 1
        text = json.dumps([0, self._number, command, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(text), text))
        _, number, error, result = self._read()
        assert (number, error) == (self._number, None), (command, error)
        return result

    def goto(self, url: str) -> None:
        """Open the page and wait until it is loaded."""
        self._send("WebDriver:Navigate", url=url)

    def click(self, selector: str) -> None:
        """Click the first element.

        By script: WebDriver's own click waits for an animation frame and for a page that may
        follow, and was seen to wait for ever.
        """
        self.ask("document.querySelector(arguments[0]).click()", selector)

    def press(self, *keys: str) -> None:
        """Press keys, by name or by what they write."""
        strokes = [
            {"type": kind, "value": _KEYS.get(key, key)}
            for key in keys
            for kind in ("keyDown", "keyUp")
        ]
        actions = [{"type": "key", "id": "keyboard", "actions": strokes}]
        self._send("WebDriver:PerformActions", actions=actions)

    def ask(self, script: str, *given: object) -> Any:
        """What the script returns, which is the body of a function."""
        return self._send("WebDriver:ExecuteScript", script=script, args=given)["value"]

    def wait(self, condition: str, *given: object) -> Any:
        """The first value of the expression, which may name ``given``, that is true."""
        script = f"const given = arguments; return {condition};"
        end = time.monotonic() + _PATIENCE
        while not (value := self.ask(script, *given)):
            assert time.monotonic() < end, f"never came true: {condition}"
            time.sleep(0.02)
        return value

    def troubles(self, home: str) -> list[str]:
        """Every error and warning of pages and scripts below the address."""
        self._send("Marionette:SetContext", value="chrome")
        found: list[str] = self.ask(_TROUBLES, home)
        self._send("Marionette:SetContext", value="content")
        return found


@contextmanager
def firefox(downloads: Path | None = None) -> Iterator[Firefox]:
    """Give a fresh Firefox of the machine's, which keeps what it downloads in the folder."""
    executable = shutil.which("firefox-esr") or shutil.which("firefox")
    assert executable, "no Firefox on this machine: run tools/programs.sh"
    with TemporaryDirectory(prefix="taizhang-firefox-") as profile:
        chosen = _PREFERENCES | {
            "browser.download.folderList": 2,
            "browser.download.dir": str(downloads or profile),
        }
        lines = (f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in chosen.items())
        (Path(profile) / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [executable, "--headless", "--no-remote", "--profile", profile]
        # What its console says is the browser's own to give.
        command += ["--marionette", "--remote-allow-system-access"]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert process.stdout
        said = process.stdout
        try:
            ports = (found[1] for line in said if (found := _LISTENING.search(line)))
            port = int(next(ports))
            # What it goes on to say is taken away, or it would wait.
            threading.Thread(target=deque, args=(said, 0), daemon=True).start()
            yield Firefox(port)
        finally:
            process.terminate()
            process.wait()
