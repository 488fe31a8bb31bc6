# SPDX-License-Identifier: GPL-3.0-or-later
"""Prepare a HOME folder in which ansible-test can install its tools: python scripts/ansible_test_bootstrap.py HOME.

ansible-test makes a virtual environment per sanity test. Two things do not work on a computer behind a proxy or
package mirror:

- It downloads pip's installer from a site of its own. This Python includes pip (ensurepip), so a replacement that uses
  it is put where ansible-test caches its download.
- It passes on no environment variable but HOME and PATH, so pip's settings in variables, and those in the real HOME,
  are lost. Whatever pip is configured with here is written down as that HOME's own pip configuration.
"""

from __future__ import annotations

import ast
import configparser
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

STAND_IN = '''"""Stand-in for get-pip.py: install the pip that this Python carries, and download nothing."""

import ensurepip
import glob
import os
import subprocess
import sys
import sysconfig
import zipfile

wheels = glob.glob(os.path.join(os.path.dirname(ensurepip.__file__), "_bundled", "pip-*.whl"))
if len(wheels) == 1:
    # A wheel of Python alone is ready once unpacked: a tenth of the time, for a pip that is used once or twice.
    zipfile.ZipFile(wheels[0]).extractall(sysconfig.get_path("purelib"))
else:
    # In a process of its own: ensurepip called from here would switch pip's configuration files off for what follows.
    command = [sys.executable, "-m", "ensurepip", "--upgrade", "--default-pip"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
'''

# ansible-test decides where pip installs to, and the name of a configuration file is no setting in it.
LEFT_OUT = {"config-file", "target", "prefix", "root", "user", "require-virtualenv", "python", "log"}


def pip_versions() -> set[str]:
    """The pip versions the installed ansible-test wants to download."""
    spec = importlib.util.find_spec("ansible_test")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("ansible-core is not installed in this Python")
    path = Path(next(iter(spec.submodule_search_locations)), "_internal", "python_requirements.py")
    versions = set(re.findall(r"\bpip='([0-9.]+)'", path.read_text(encoding="utf-8")))
    if not versions:
        sys.exit(
            f"{path} does not say which pip it wants: scripts/ansible_test_bootstrap.py has to learn where to look"
        )
    return versions


def pip_settings() -> dict[str, dict[str, str]]:
    """Everything that configures pip here, by section: files first, then variables over them."""
    answer = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True)
    sections: dict[str, dict[str, str]] = {"global": {}}
    variables: dict[str, str] = {}
    for line in answer.stdout.splitlines():
        key, equals, quoted = line.partition("=")
        section, dot, name = key.rpartition(".")
        if not equals or not dot or name in LEFT_OUT:
            continue
        value = str(ast.literal_eval(quoted))
        if section == ":env:":
            variables[name] = value
        else:
            sections.setdefault(section, {})[name] = value
    for name, value in variables.items():
        for settings in sections.values():  # a variable takes precedence over all sections
            settings.pop(name, None)
        sections["global"][name] = value
    for name, candidates in {
        "cert": ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"),
        "proxy": ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"),
    }.items():
        inherited = next((os.environ[variable] for variable in candidates if os.environ.get(variable)), None)
        if inherited and name not in sections["global"]:
            sections["global"][name] = inherited
    return sections


def write_private(path: Path, text: str) -> None:
    """Write a file only its owner can read: an index address may hold a password."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def main(home: Path) -> None:
    """Fill the HOME folder."""
    for version in pip_versions():
        write_private(home / ".ansible/test/cache" / f"get_pip_{version.replace('.', '_')}.py", STAND_IN)

    configuration = configparser.RawConfigParser()
    configuration.read_dict(pip_settings())
    path = home / ".config/pip/pip.conf"
    write_private(path, "")
    with path.open("w", encoding="utf-8") as file:
        configuration.write(file)

    netrc = Path.home() / ".netrc"
    copy = home / ".netrc"
    if netrc.is_file() and not copy.exists():
        copy.symlink_to(netrc)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
