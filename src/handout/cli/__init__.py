"""The command line: one command a file, loaded when it is called; the only place that prints."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any

from handout.cli import late_inspect  # noqa: F401 (it imports click)

# isort: split
import click

from handout.cli.given_once import SingleValueCommand
from handout.exit_codes import ExitCode
from handout.system import signals
from handout.version import __version__

COMMANDS = {
    "init": "Make a new workspace.",
    "list": "List the topics.",
    "check": "Check content, layouts and clinic.",
    "fonts": "Say which font sets each script, and what to install.",
    "explain": "Say why each part is in a document or not.",
    "render": "Print documents as PDF.",
    "batch": "Print a document for each of many patients.",
    "preview": "Show documents as pictures, or in the browser while you write.",
    "translate": "Make the file of a translation, or bring it up to its original.",
    "snapshot": "Say which words changed in any document, or write them down.",
    "text": "Print the text of a PDF.",
    "compare": "Say what changed between PDFs.",
    "schema": "Print the JSON Schema of a kind of file.",
}

MEANT = {
    "print": "'render'", "pdf": "'render'", "build": "'render'", "make": "'render'",
    "show": "'explain' or 'preview'", "serve": "'preview'", "watch": "'preview'",
    "diff": "'compare'", "test": "'snapshot'",
}  # fmt: skip
"""What other programs call these commands."""

OUTPUT_SIDE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS)
"""What the system says when writing fails."""

USUAL = gc.get_threshold()
"""After how many new objects Python looks for reference cycles: 700, with those that were looked at more rarely."""
OBJECTS = 200_000
"""The same while a command starts, and to the end of a short one.

Modules, a workspace and a document are some 50,000 objects that all stay: looking through them again and again was a
tenth of the time of `render`.
"""

EPILOG = """\b
Examples:
  handout init clinic            a new workspace in the folder clinic
  handout check                  every problem of every file
  handout render milia-like-calcinosis --audience all

Exit codes: 0 done · 1 a bug of this program · 2 the command line · 3 the input · 4 some records of a batch ·
5 a document that can't be laid out or verified · 6 the output · 7 differences · 129, 130, 143 stopped.
"""


class _Commands(SingleValueCommand, click.Group):
    """Commands by name; a command's module is imported when it is used, so that --help stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        # The name `list` is the module of that command here, once it is imported.
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        _import_msgspec()
        command: click.Command = import_module(f"handout.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            raise click.UsageError(f"{error.message} {_meant(args[0])}".strip(), ctx) from None


def _import_msgspec() -> None:
    """Import msgspec without typing_extensions, which takes as long: its functions are in `typing`, too."""
    from handout.replaced_modules import replaced

    with replaced({"typing_extensions": None}):
        import_module("msgspec")


def _meant(word: str) -> str:
    """`Did you mean 'render'?`, or nothing."""
    from handout.source.values import suggestion

    if word.lower() in MEANT:
        return f"Did you mean {MEANT[word.lower()]}?"
    hint = suggestion(word, COMMANDS)
    return hint[:1].upper() + hint[1:]


@click.command(
    cls=_Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="handout")
@click.option(
    "-C",
    "folder",
    metavar="DIR",
    default=".",
    type=click.Path(readable=False, path_type=Path),
    help="The workspace, if not this folder.",
)
@click.pass_context
def handout(context: click.Context, folder: Path) -> None:
    """Print patient handouts and clinician summaries, for each audience only its own sections."""
    context.obj = folder


def started() -> None:
    """A command that may run for hours looks for reference cycles as usual, once it has begun its work.

    What was made until then stays, and isn't looked through.
    """
    gc.freeze()
    gc.set_threshold(*USUAL)


_UNREAD = 141
"""The exit code where the reader of the output stopped reading: 128 and the number of the signal of a broken pipe."""


class Signalled(BaseException):
    """A signal arrived; its number."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise Signalled(number)


def main() -> None:
    """The program: every refusal is a message on standard error and an exit code, never a traceback."""
    gc.set_threshold(OBJECTS)
    _streams()
    for stream in (sys.stdout, sys.stderr):
        # A terminal without UTF-8 gets escapes, not an error.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    for number in signals.ENDING:
        signal.signal(number, _stop)
    try:
        code = run()
    except BrokenPipeError:
        # Whoever read the messages stopped reading, as `2>&1 | head` does.
        code = _UNREAD
    except OSError:
        # Even the message can't be written: standard error goes to a full disk.
        code = ExitCode.OUTPUT
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            # The error is reported already; the interpreter would try once more, and report that itself.
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    # Python looks for reference cycles among all objects before it ends, which took an eighth of the time of `render`.
    gc.freeze()
    sys.exit(code)


def _streams() -> None:
    """The null device for every standard stream that was closed, as `>&-` in a crontab does."""
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        if getattr(sys, name) is None:
            # A file that is opened later would get this descriptor, which is the lowest free one.
            handle = os.open(os.devnull, os.O_RDONLY if mode == "r" else os.O_WRONLY)
            os.dup2(handle, number)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115


def run() -> int:
    """Run the command line of `sys.argv` in this process; returns the exit code, every error is already reported."""
    try:
        result: Any = handout.main(standalone_mode=False, prog_name="handout")
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _stopped(signal.SIGINT)
    except Signalled as stop:
        return _stopped(stop.args[0])
    except SystemExit:
        # Click ends in this way only if the reader of the output has closed it.
        return _UNREAD
    except Exception as error:
        return _failed(error)
    return result if isinstance(result, int) else 0


def _stopped(number: int) -> int:
    click.echo("stopped; nothing was written", err=True)
    return signals.exit_code(number)


def _failed(error: Exception) -> int:
    from handout.cli.diagnostics import say
    from handout.diagnostics import HandoutError

    if isinstance(error, HandoutError):
        say(error.diagnostics)
        return error.exit_code
    if isinstance(error, OSError):
        # The system refused something: standard output on a full disk, a folder without the right to look into it.
        where = f"{error.filename}: " if isinstance(error.filename, str) else ""
        click.echo(f"{where}error: {error.strerror or type(error).__name__}", err=True)
        return ExitCode.OUTPUT if error.errno in OUTPUT_SIDE else ExitCode.INPUT
    if isinstance(error, MemoryError | RecursionError):
        click.echo("error: the input is too large for this machine", err=True)
        return ExitCode.INPUT
    import traceback

    # A bug of the program: its place, without the values of its variables.
    for frame in traceback.extract_tb(error.__traceback__)[-6:]:
        click.echo(f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}", err=True)
    click.echo(f"error: a bug of handout ({type(error).__name__}); please report the lines above", err=True)
    return ExitCode.BUG
