"""The kernels that are compared, and the same programs in their two languages."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

RAPAIO = "io.github.padreati:rapaio-jupyter-kernel:3.0.1"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy"


@dataclass(frozen=True)
class Language:
    """The programs that are timed. {i} and {n} are numbers that the benchmark fills in."""

    first: str
    sum: str
    snippets: str
    expression: str
    flood: str
    loop: str
    complete: str

    def fill(self, program: str, number: int) -> str:
        """A program of this language with its number filled in."""
        return getattr(self, program).replace("{i}", str(number)).replace("{n}", str(number))


def twenty(statement: str, name: str) -> str:
    """Twenty snippets: nineteen declarations, each using the one before, and an expression."""
    lines = [statement.format(name=f"{name}0", value="1")]
    lines += [statement.format(name=f"{name}{k}", value=f"{name}{k - 1} + 1") for k in range(1, 19)]
    return "\n".join([*lines, f"{name}18"])


JAVA = Language(
    first="6 * 7",
    sum="1 + 1",
    snippets=twenty("int {name} = {value};", "v{i}x"),
    expression="{i} + 1",
    flood='for (int i = 0; i < {n}; i++) System.out.println("line " + i);',
    loop='System.out.println("spinning");\nwhile (true) { }',
    complete="System.out.pri",
)
PYTHON = Language(
    first="6 * 7",
    sum="1 + 1",
    snippets=twenty("{name} = {value}", "v{i}x"),
    expression="{i} + 1",
    flood='for i in range({n}): print("line", i)',
    loop='print("spinning", flush=True)\nwhile True: pass',
    complete='"text".joi',
)


@dataclass(frozen=True)
class Contender:
    """A kernel that can be started here."""

    title: str
    spec: str
    language: Language
    note: str = ""


def found(specs: KernelSpecManager, name: str) -> bool:
    try:
        specs.get_kernel_spec(name)
        return True
    except NoSuchKernel:
        return False


def rapaio_folder(folder: Path, java: str) -> Path:
    """Fetches Rapaio from Maven Central and writes a kernelspec for it; returns the folder to search."""
    spec = folder / "kernels" / "rapaio"
    spec.mkdir(parents=True)
    subprocess.run(
        ["mvn", "-q", "-B", COPY, f"-Dartifact={RAPAIO}", f"-DoutputDirectory={spec}"],
        check=True, cwd=folder, timeout=300, capture_output=True, text=True,
    )  # fmt: skip
    jar = next(spec.glob("rapaio*.jar"))
    argv = [java, "-jar", str(jar), "{connection_file}"]
    content = {"argv": argv, "display_name": "Rapaio", "language": "java", "interrupt_mode": "message"}
    (spec / "kernel.json").write_text(json.dumps(content))
    return folder


def contenders(folder: Path, java: str | None, only: set[str] | None) -> tuple[list[Contender], list[str]]:
    """Those that can be run, and a line for each that cannot."""
    wanted = [
        Contender("Weft", os.environ.get("WEFT_TEST_KERNEL", "weft"), JAVA),
        Contender("ipykernel", "python3", PYTHON),
        Contender("JJava", "java", JAVA),
        Contender("Rapaio", "rapaio", JAVA),
    ]
    missing: list[str] = []
    chosen = [w for w in wanted if only is None or w.title.lower() in only]
    if any(c.title == "Rapaio" for c in chosen):
        try:
            path = rapaio_folder(folder, java or shutil.which("java") or "java")
            os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(path), os.environ.get("JUPYTER_PATH")]))
        except (OSError, subprocess.SubprocessError) as problem:
            missing.append(f'Rapaio left out: "{RAPAIO}" could not be fetched: {problem}')
    specs = KernelSpecManager()
    hints = {"Weft": "type: make build", "ipykernel": "pip install ipykernel", "JJava": "pip install jjava"}
    runnable = []
    for contender in chosen:
        if found(specs, contender.spec):
            runnable.append(contender)
        elif contender.title in hints:
            missing.append(f'{contender.title} left out: no kernelspec "{contender.spec}"; {hints[contender.title]}')
    return runnable, missing
