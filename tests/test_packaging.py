"""What is shipped: the wheel and its content, the locks, the licences, the image."""

import contextlib
import json
import os
import re
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TREE = Path(__file__).parent.parent
PROJECT: dict[str, Any] = tomllib.loads((TREE / "pyproject.toml").read_text(encoding="utf-8"))
CONTENT = ("knowledge", "quizzes")
SHIPPED = (*CONTENT, "schemas")
SETTINGS = set(re.findall(r'"(DISCORD_TOKEN|KOTAE_[A-Z_]+)"', (TREE / "bot/settings.py").read_text(encoding="utf-8")))


def build(kind: str, source: Path, folder: Path) -> Path:
    """The `wheel` or `sdist` of the project in `source`, as pip would make it."""
    code = f"import sys; from hatchling.build import build_{kind} as build; print(build(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", code, folder], cwd=source, capture_output=True, text=True, check=True)
    return folder / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", TREE, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked, as in a site-packages folder."""
    folder = tmp_path_factory.mktemp("installed")
    with ZipFile(wheel) as packed:
        packed.extractall(folder)
    return folder


def names(wheel: Path) -> set[str]:
    with ZipFile(wheel) as packed:
        return {name for name in packed.namelist() if not name.endswith("/")}


def kotae(installed: Path, folder: Path, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    """Run the unpacked program from another folder, with nothing set."""
    environment = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    environment |= {"PYTHONPATH": str(installed), "PYTHONUTF8": "1", "HOME": str(folder)}
    command = [sys.executable, "-P", "-m", "bot", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, input=text, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


def test_the_wheel_carries_the_program_and_every_deck(wheel: Path) -> None:
    content = {
        f"bot/bundled/{path.relative_to(TREE).as_posix()}"
        for name in SHIPPED
        for path in (TREE / name).rglob("*")
        if path.is_file()
    }
    program = {path.relative_to(TREE).as_posix() for path in (TREE / "bot").rglob("*.py")}
    program |= {path.relative_to(TREE).as_posix() for path in (TREE / "bot/pictures/fonts").iterdir()}
    packed = names(wheel)
    about = {name for name in packed if ".dist-info/" in name}
    assert packed - about == content | program
    assert {name.split("/", 1)[1] for name in about} >= {"METADATA", "entry_points.txt", "licenses/LICENSE"}


def test_the_source_archive_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    archive = build("sdist", TREE, tmp_path)
    subprocess.run(["tar", "-xzf", archive, "-C", tmp_path], check=True)
    source = tmp_path / archive.name.removesuffix(".tar.gz")
    assert names(build("wheel", source, tmp_path)) == names(wheel)
    assert (source / "tests/test_packaging.py").is_file()


def test_the_installed_program_reads_the_decks_it_brought_along(installed: Path, tmp_path: Path) -> None:
    done = kotae(installed, tmp_path, "check")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    code = "from bot.settings import read_settings as read; s = read(); print(*s.knowledge, *s.glossary, *s.quizzes, sep='\\n')"
    environment = {"PYTHONPATH": str(installed), "PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    listed = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    bundled = installed / "bot/bundled"
    assert listed.stdout.split() == [str(bundled / part) for part in ("knowledge", "knowledge/glossary", "quizzes")]


def test_the_installed_program_answers_from_another_folder(installed: Path, tmp_path: Path) -> None:
    done = kotae(installed, tmp_path, "explain", "--json", "-", text="sqs visibility\npizza\n")
    assert (done.returncode, done.stderr) == (0, "")
    found, nothing = map(json.loads, done.stdout.splitlines())
    assert found["answers"][0]["topic"] == "SQS"
    assert "30" in found["answers"][0]["text"]
    assert nothing["answers"] == []


def test_the_installed_program_migrates_a_database(installed: Path, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("KOTAE_DATABASE_URL=sqlite:///kotae.db\nKOTAE_LANGUAGE=en\n", encoding="utf-8")
    with contextlib.closing(sqlite3.connect(tmp_path / "kotae.db")) as old:
        old.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
    done = kotae(installed, tmp_path, "db", "upgrade")
    assert (done.returncode, done.stderr) == (0, "")
    assert "A backup of what it was before" in done.stdout
    with contextlib.closing(sqlite3.connect(tmp_path / "kotae.db")) as migrated:
        assert migrated.execute("SELECT count(*) FROM answers").fetchone() == (0,)


def test_without_a_token_or_a_terminal_run_says_so(installed: Path, tmp_path: Path) -> None:
    done = kotae(installed, tmp_path, "run")
    assert done.returncode == 2
    assert "DISCORD_TOKEN" in done.stderr
    assert "Traceback" not in done.stderr


def locked(name: str) -> dict[str, Requirement]:
    """The pinned requirements of a lock file by name; each has hashes and says nothing of where it is found."""
    text = (TREE / name).read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index|--find-links|^\s*#|^-", text, re.MULTILINE), name
    found: dict[str, Requirement] = {}
    for entry in text.replace("\\\n", " ").splitlines():
        pin, *hashes = entry.split(" --hash=")
        assert hashes, entry
        requirement = Requirement(pin.strip())
        assert str(requirement.specifier).startswith("=="), entry
        found.setdefault(canonicalize_name(requirement.name), requirement)
    return found


def grouped(group: str) -> Iterator[Requirement]:
    """A dependency group with the groups it includes."""
    for entry in PROJECT["dependency-groups"][group]:
        if isinstance(entry, dict):
            yield from grouped(entry["include-group"])
        else:
            yield Requirement(entry)


RUN_TIME = [Requirement(text) for text in PROJECT["project"]["dependencies"]]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("requirements.txt", RUN_TIME),
        ("requirements-build.txt", [*grouped("build"), *map(Requirement, PROJECT["build-system"]["requires"])]),
        ("requirements-dev.txt", [*RUN_TIME, *grouped("dev")]),
    ],
)
def test_what_the_project_asks_for_is_locked(name: str, wanted: list[Requirement]) -> None:
    pins = locked(name)
    for requirement in wanted:
        pin = pins[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(str(pin.specifier).removeprefix("==")), f"make lock: {requirement} is not {pin}"


def test_the_locks_agree() -> None:
    everything = locked("requirements-dev.txt")
    for name in ("requirements.txt", "requirements-build.txt"):
        assert {key: str(pin.specifier) for key, pin in locked(name).items()} == {
            key: str(everything[key].specifier) for key in locked(name)
        }


def closure(wanted: list[Requirement]) -> dict[str, metadata.PackageMetadata]:
    """Everything that is installed because of these requirements."""
    found: dict[str, metadata.PackageMetadata] = {}
    waiting = [(requirement, "") for requirement in wanted]
    while waiting:
        requirement, extra = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": extra})):
            continue
        found[name] = metadata.metadata(name)
        needed = metadata.requires(name) or []
        waiting.extend((Requirement(text), extra) for text in needed for extra in ("", *requirement.extras))
    return found


def licence(about: metadata.PackageMetadata) -> str:
    """What a package says of its licence: the expression, the first line of the text, the classifiers."""
    stated = [next(iter(about[field].splitlines()), "") for field in ("License-Expression", "License") if field in about]
    stated += [name for name in about.get_all("Classifier") or [] if name.startswith("License ::")]
    return "; ".join(stated)


def test_nothing_at_run_time_is_copyleft() -> None:
    stated = {name: licence(about) for name, about in closure(RUN_TIME).items()}
    assert {"discord-py", "aiohttp", "yarl", "mdurl", "wcwidth"} <= stated.keys()
    assert stated.keys() <= locked("requirements.txt").keys()
    for name, text in stated.items():
        if name != "markdown-it-py":  # says it in a file only: MIT
            assert re.search(r"MIT|BSD|Apache|PSF|Python Software Foundation|ISC", text), f"{name}: {text or 'no licence stated'}"
        assert not re.search(r"GPL|GNU|Affero|EUPL|SSPL", text), f"{name}: {text}"


def test_every_setting_is_in_the_example_and_the_hosting_guide() -> None:
    example = set(re.findall(r"^([A-Z_]+)=", (TREE / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    guide = set(re.findall(r"^\| `([A-Z_]+)`", (TREE / "docs/hosting.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert example == SETTINGS
    assert guide == SETTINGS


def instructions(name: str) -> list[str]:
    """The instructions of the Dockerfile of that name, continued lines joined."""
    text = (TREE / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.split(None, 1)[1] for line in text.splitlines() if line.startswith(f"{name} ")]


def test_the_image_is_made_of_what_is_there_and_let_in() -> None:
    let_in = (TREE / ".dockerignore").read_text(encoding="utf-8").split()
    sources = [word for line in instructions("COPY") if "--from" not in line for word in line.split()[:-1]]
    assert {"requirements.txt", "bot", *SHIPPED} <= set(sources)
    for source in sources:
        assert (TREE / source).exists()
        assert f"!{source}" in let_in


def test_the_image_runs_as_nobody_special_and_stops_when_asked() -> None:
    assert instructions("USER")[-1].split(":")[0].isdigit()
    assert instructions("USER")[-1].split(":")[0] != "0"
    assert instructions("STOPSIGNAL") == ["SIGTERM"]
    assert json.loads(instructions("ENTRYPOINT")[0]) == ["kotae"]
    assert json.loads(instructions("HEALTHCHECK")[0].split("CMD")[1]) == ["kotae", "health"]
    for line in instructions("RUN"):
        for part in line.split("&&"):
            assert "install" not in part or "pip" not in part or "--require-hashes" in part or "--no-deps" in part, part


def test_compose_is_one_locked_down_service() -> None:
    compose = yaml.safe_load((TREE / "docker-compose.yml").read_text(encoding="utf-8"))
    (service,) = compose["services"].values()
    mounts = {mount["target"]: mount for mount in service["volumes"]}
    assert list(compose["volumes"]) == ["data"] == [mounts["/data"]["source"]]
    assert [mounts[f"/{name}"]["read_only"] for name in CONTENT] == [True, True]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert set(service["environment"]) <= SETTINGS
    assert service["environment"]["DISCORD_TOKEN"].startswith("${DISCORD_TOKEN:?")
