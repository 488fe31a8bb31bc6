# SPDX-License-Identifier: GPL-3.0-or-later
"""Command line: starts the sandbox in the foreground."""

from __future__ import annotations

import argparse
import asyncio
import errno
import ipaddress
import json
import logging
import os
import shlex
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

import uvicorn
import yaml

from .app import create_app
from .connections import CuttableProtocol
from .settings import RuntimeSettings, Settings


def port_number(text: str) -> int:
    """Read a port from the command line."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: a number from 0 to 65535")
    return int(text)


class Parser(argparse.ArgumentParser):
    """Tells a mistake in one line; --help has the options."""

    def error(self, message: str) -> NoReturn:
        """End with the message."""
        self.exit(2, cannot_start(message))


def cannot_start(reason: object) -> str:
    """Return the line that says why."""
    return f"The sandbox cannot start: {' '.join(str(reason).split())}\n"


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    new = Parser(prog="python -m tests.sandbox", description="A stand-in for Webex for Wholesale.")
    new.add_argument("--host", default="127.0.0.1")
    new.add_argument("--port", type=port_number, default=8808, help="0 takes any free port (default: %(default)s)")
    new.add_argument("--token", default="sandbox-token", help="access token (default: %(default)s)")
    new.add_argument("--client-id", default="sandbox-client", help="for the refresh grant")
    new.add_argument("--client-secret", default="sandbox-secret", help="for the refresh grant")
    new.add_argument("--refresh-token", default="sandbox-refresh-token", help="for the refresh grant")
    new.add_argument("--provisioning-delay", type=float, default=3.0, metavar="SECONDS")
    new.add_argument("--update-delay", type=float, default=1.0, metavar="SECONDS")
    new.add_argument("--latency", type=float, default=0.0, metavar="MS", help="added to every answer")
    new.add_argument("--latency-jitter", type=float, default=0.0, metavar="MS", help="at most, added by chance")
    new.add_argument("--rate-limit", type=float, metavar="N", help="requests per second; off when left out")
    new.add_argument("--rate-limit-burst", type=float, metavar="N", help="requests at once; default: a second's worth")
    new.add_argument(
        "--address-rules", choices=("kind", "strict"), default="kind", help="what addresses need (default: %(default)s)"
    )
    new.add_argument("--seed", type=Path, metavar="FILE", help="what exists at the start, YAML")
    new.add_argument("--no-template-service", action="store_true", help="leave the template service out")
    new.add_argument("--journal", type=Path, metavar="FILE", help="also write the journal here, JSON lines")
    new.add_argument("--ready-file", type=Path, metavar="FILE", help="written when listening: {url, token, pid}")
    return new


def settings_from(arguments: argparse.Namespace) -> Settings:
    """Return the settings that a command line asks for."""
    return Settings(
        host=arguments.host,
        port=arguments.port,
        token=arguments.token,
        client_id=arguments.client_id,
        client_secret=arguments.client_secret,
        refresh_token=arguments.refresh_token,
        seed=arguments.seed,
        template_service=not arguments.no_template_service,
        journal=arguments.journal,
        ready_file=arguments.ready_file,
        runtime=RuntimeSettings(
            provisioning_delay=arguments.provisioning_delay,
            update_delay=arguments.update_delay,
            latency=arguments.latency,
            latency_jitter=arguments.latency_jitter,
            rate_limit=arguments.rate_limit,
            rate_limit_burst=arguments.rate_limit_burst,
            address_rules=arguments.address_rules,
        ),
    )


class Server(uvicorn.Server):
    """A server that prints its address when it listens, and ends at once on a signal."""

    def __init__(self, config: uvicorn.Config, settings: Settings, port: int) -> None:
        super().__init__(config)
        self._settings = settings
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        self._root = f"http://{host}:{port}"

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then print the address."""
        await super().startup(sockets)
        url = f"{self._root}/v1"
        print(f"API:         {url}\nToken:       {self._settings.token}\nPartner Hub: {self._root}/hub")
        print("\nFor Ansible, in another terminal:\n")
        print("\n".join(exports(self._root, self._settings)), flush=True)
        if self._settings.ready_file is not None:
            write_ready_file(self._settings.ready_file, url, self._settings.token)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End without waiting for anything."""
        self.should_exit = self.force_exit = True
        # No traceback for requests that are cut off now.
        logging.getLogger("uvicorn.error").disabled = True


def exports(root: str, settings: Settings) -> list[str]:
    """Return shell commands that make the collection use this sandbox.

    Parameters:
        root: Its address, without a path.
        settings: The settings it was started with.
    """
    variables = {"WEBEX_API_URL": f"{root}/v1", "WEBEX_ACCESS_TOKEN": settings.token}
    if settings.template_service:
        # The template service takes the same token, which the collection sends there because the origin is the same.
        variables["WEBEX_TEMPLATE_SERVICE_URL"] = f"{root}/template-service/v1"
    lines = [f"export {name}={shlex.quote(value)}" for name, value in variables.items()]
    if not is_loopback(settings.host):
        lines.append("# Plain HTTP to another machine: add  -e webex_allow_http=true  to ansible-playbook.")
    return lines


def is_loopback(host: str) -> bool:
    """Return whether a host is a loopback address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def write_ready_file(path: Path, url: str, token: str) -> None:
    """Write the file in one step, readable by its owner only, so that it is never incomplete."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        json.dump({"url": url, "token": token, "pid": os.getpid()}, stream)
    partial.replace(path)


def listen(host: str, port: int) -> socket.socket:
    """Open the socket here, so that a free port is known before the server starts."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP explicitly: asyncio switches Nagle's algorithm off only then, and it costs 40 ms per answer.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind((host, port))
    # On systems where two programs may bind one port, the second one is refused here.
    sock.listen()
    return sock


def cannot_listen(settings: Settings, problem: OSError) -> str:
    """Return the message about a port that cannot be used, and what to do."""
    reason = problem.strerror or str(problem)
    if problem.errno == errno.EADDRINUSE:
        reason = "another program has it, perhaps another sandbox"
    text = f"The sandbox cannot have port {settings.port} of {settings.host}: {reason}."
    if problem.errno in (errno.EADDRINUSE, errno.EACCES):
        text += (
            " Choose another one: make sandbox PORT=8809 (python -m tests.sandbox --port 8809); 0 takes any free one."
        )
    return text


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the server until it is stopped."""
    command_line = parser()
    try:
        settings = settings_from(command_line.parse_args(arguments))
        app = create_app(settings)
    except (OSError, ValueError, yaml.YAMLError) as problem:
        command_line.error(str(problem))
    try:
        sock = listen(settings.host, settings.port)
    except OSError as problem:
        print(cannot_listen(settings, problem), file=sys.stderr)
        return 1
    config = uvicorn.Config(
        app,
        http=CuttableProtocol,
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=1,
    )
    server = Server(config, settings, sock.getsockname()[1])
    try:
        asyncio.run(server.serve(sockets=[sock]))
    finally:
        app.state.sandbox.journal.close()
        if settings.ready_file is not None:
            settings.ready_file.unlink(missing_ok=True)
    return 0
