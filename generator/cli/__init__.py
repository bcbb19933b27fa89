"""The command ``taizhang``: one file a command."""

from generator.cli.command_line import main

__all__ = ["main"]
