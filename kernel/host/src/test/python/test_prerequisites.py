"""install/prerequisites.sh on machines that are made up: a PATH with fake package managers, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[5] / "install/prerequisites.sh"
TOOLS = "bash cat chmod cut dirname env grep head mkdir readlink sed sort tail".split()
MODULES = "java.base@{0} java.instrument@{0} jdk.compiler@{0} jdk.jdi@{0} jdk.jfr@{0} jdk.jshell@{0}"
APT_INSTALL = "apt-get install --yes --no-install-recommends"


@dataclass
class Machine:
    """A PATH of fake commands; each call of a package manager is written down."""

    root: Path

    def __post_init__(self) -> None:
        self.bin.mkdir()
        (self.root / "home").mkdir()
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool) or tool)
        self.command("uname", "echo Linux")
        self.user(1000)

    @property
    def bin(self) -> Path:
        return self.root / "bin"

    def command(self, name: str, script: str) -> None:
        path = self.bin / name
        path.write_text(f"#!/bin/bash\n{script}\n")
        path.chmod(0o755)

    def user(self, number: int) -> None:
        self.command("id", f"echo {number}")

    def manager(self, name: str, installs: bool = True) -> None:
        """A package manager; unless it is broken, `install` brings all that is needed."""
        brings = f'case "$*" in *install*) bash {self.root}/bring ;; esac' if installs else ""
        self.command(name, f'echo "{name} $*" >>{self.root}/calls\n{brings}')
        jdk = self.root / "usr/lib/jvm/jdk-25/bin"
        fakes = {
            jdk / "java": f"for module in {MODULES.format(25)}; do echo $module; done",
            jdk / "javac": "",
            self.bin / "python3": f'case "$2" in *executable*) echo {self.bin}/python3 ;; esac',
            self.bin / "mvn": "",
            self.bin / "fc-list": "echo DejaVu Sans",
        }
        lines = [f"mkdir -p {jdk}"]
        for path, script in fakes.items():
            lines.append(f"cat >{path} <<'END'\n#!/bin/bash\n{script}\nEND\nchmod +x {path}")
        (self.root / "bring").write_text("\n".join(lines))

    def knows(self, tool: str, *packages: str) -> None:
        """The packages that a search finds: `apt-cache search`, or dnf, which has no tool of its own for it."""
        if tool == "apt-cache":
            patterns = " ".join(f"'^{name}$'" for name in packages)
            self.command(tool, f'for name in {patterns}; do if [ "$name" = "$3" ]; then echo "$3"; fi; done')
            return
        known = "|".join(packages)
        installer = (self.bin / "dnf").read_text()
        search = f'if [ "$2" = list ]; then case "$3" in {known}) exit 0 ;; *) exit 1 ;; esac; fi'
        self.command("dnf", f"{search}\n{installer}")

    def run(self, *options: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": str(self.bin), "HOME": str(self.root / "home"), "WEFT_SYSTEM": str(self.root)}
        command = [str(self.bin / "bash"), str(SCRIPT), *options, str(self.facts)]
        streams = {"stdin": subprocess.DEVNULL, "capture_output": True, "text": True}
        return subprocess.run(command, env=environment, cwd=self.root, timeout=60, **streams)

    @property
    def facts(self) -> Path:
        return self.root / "facts.env"

    def calls(self) -> list[str]:
        path = self.root / "calls"
        return path.read_text().splitlines() if path.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_apt_without_rights_prints_the_commands_and_stops(machine: Machine) -> None:
    machine.manager("apt-get")
    machine.knows("apt-cache", "openjdk-17-jdk-headless")

    done = machine.run()

    assert done.returncode == 1
    assert "  apt-get update\n" in done.stdout
    packages = "openjdk-17-jdk-headless python3 python3-venv maven fontconfig fonts-dejavu-core"
    assert f"  {APT_INSTALL} {packages}\n" in done.stdout
    assert machine.calls() == []
    assert not machine.facts.exists()


def test_apt_as_root_says_what_it_installs_and_writes_what_it_found(machine: Machine) -> None:
    machine.user(0)
    machine.manager("apt-get")
    machine.knows("apt-cache", "openjdk-17-jdk-headless", "openjdk-25-jdk-headless")

    done = machine.run()

    assert done.returncode == 0, done.stdout + done.stderr
    update, install = machine.calls()
    assert update == "apt-get update --quiet"
    assert install.startswith(f"{APT_INSTALL} openjdk-25-jdk-headless python3 ")
    assert done.stdout.index("  openjdk-25-jdk-headless - a JDK") < done.stdout.index("Installing them")
    facts = machine.facts.read_text()
    assert f"WEFT_JDK={machine.root}/usr/lib/jvm/jdk-25\n" in facts
    assert f"WEFT_PYTHON={machine.bin}/python3\n" in facts
    assert f"WEFT_MAVEN={machine.bin}/mvn\n" in facts


def test_apt_with_sudo_installs_through_it(machine: Machine) -> None:
    machine.manager("apt-get")
    machine.knows("apt-cache")
    machine.command("sudo", f'[ "$1" = -n ] || {{ echo "sudo $*" >>{machine.root}/sudo; "$@"; }}')

    done = machine.run()

    assert done.returncode == 0, done.stdout + done.stderr
    update, install = (machine.root / "sudo").read_text().splitlines()
    assert update == "sudo apt-get update --quiet"
    # The lists are empty before the first update: the name that is in every release.
    assert install.startswith(f"sudo env DEBIAN_FRONTEND=noninteractive {APT_INSTALL} default-jdk-headless ")


def test_apt_with_a_sudo_that_refuses_prints_the_commands_and_stops(machine: Machine) -> None:
    machine.manager("apt-get")
    machine.knows("apt-cache")
    machine.command("sudo", "exit 1")

    done = machine.run()

    assert done.returncode == 1
    assert f"  {APT_INSTALL} default-jdk-headless" in done.stdout
    assert machine.calls() == []


def test_dnf_takes_the_newest_names_that_it_knows(machine: Machine) -> None:
    machine.user(0)
    machine.manager("dnf")
    machine.knows("dnf", "java-21-openjdk-devel", "java-17-openjdk-devel", "python3.12", "python3.11")

    done = machine.run()

    assert done.returncode == 0, done.stdout + done.stderr
    packages = "java-21-openjdk-devel python3.12 maven fontconfig dejavu-sans-fonts"
    assert machine.calls() == [f"dnf install --assumeyes {packages}"]


def test_dnf_without_rights_prints_the_command_and_stops(machine: Machine) -> None:
    machine.manager("dnf")
    machine.knows("dnf", "python3.12")

    done = machine.run()

    assert done.returncode == 1
    packages = "java-latest-openjdk-devel python3.12 maven fontconfig dejavu-sans-fonts"
    assert f"  dnf install --assumeyes {packages}\n" in done.stdout
    assert "apt-get" not in done.stdout
    assert machine.calls() == []


def test_brew_needs_no_root(machine: Machine) -> None:
    machine.command("uname", "echo Darwin")
    machine.manager("brew")

    done = machine.run()

    assert done.returncode == 0, done.stdout + done.stderr
    assert machine.calls() == ["brew install openjdk python@3.13 maven"]


BROWSERS = [("apt-get", "chromium"), ("dnf", "chromium"), ("brew", "google-chrome")]


@pytest.mark.parametrize(("manager", "browser"), BROWSERS)
def test_tests_need_a_browser(machine: Machine, manager: str, browser: str) -> None:
    machine.manager(manager)

    done = machine.run("--test", "--check")

    assert done.returncode == 1
    assert f"  {browser} - Chromium" in done.stdout


def test_check_as_root_installs_nothing(machine: Machine) -> None:
    machine.user(0)
    machine.manager("apt-get")

    done = machine.run("--check")

    assert done.returncode == 1
    assert f"  {APT_INSTALL} " in done.stdout
    assert machine.calls() == []


def test_no_package_manager_lists_what_to_install_by_hand(machine: Machine) -> None:
    done = machine.run()

    assert done.returncode == 1
    assert "found none of apt-get, dnf and brew" in done.stdout
    assert "  a JDK of version 17 or newer" in done.stdout


def test_installation_that_brings_nothing_is_named_not_repeated(machine: Machine) -> None:
    machine.user(0)
    machine.manager("apt-get", installs=False)

    done = machine.run()

    assert done.returncode == 1
    assert "Still missing after the installation:" in done.stdout
    assert [call.split()[1] for call in machine.calls()] == ["update", "install"]
    assert not machine.facts.exists()


def test_machine_that_has_everything_installs_nothing(machine: Machine) -> None:
    machine.manager("apt-get")
    subprocess.run(["bash", machine.root / "bring"], check=True)

    done = machine.run()

    assert (done.returncode, done.stdout, machine.calls()) == (0, "", [])


def test_newest_jdk_runs_and_the_oldest_builds(machine: Machine) -> None:
    machine.manager("apt-get")
    subprocess.run(["bash", machine.root / "bring"], check=True)
    older = machine.root / "usr/lib/jvm/jdk-17"
    shutil.copytree(machine.root / "usr/lib/jvm/jdk-25", older, symlinks=True)
    (older / "bin/java").write_text(f'#!/bin/bash\nfor module in {MODULES.format("17.0.9")}; do echo $module; done\n')

    done = machine.run()

    assert done.returncode == 0, done.stdout + done.stderr
    facts = machine.facts.read_text()
    newest = machine.root / "usr/lib/jvm/jdk-25"
    assert f"WEFT_JDK={newest}\nWEFT_BUILD_JDK={older}\nWEFT_TEST_JDKS=({older} {newest})\n" in facts
