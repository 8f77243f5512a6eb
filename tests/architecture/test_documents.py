"""What the documents say is what there is: commands, options, keys of the study file."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from firsthand.cli import main
from firsthand.listen.study import read_study
from firsthand.method.errors import RuleBroken

DOCS = Path(__file__).parents[2] / "docs"
COMMANDS = (DOCS / "commands.md").read_text(encoding="utf-8")
STUDY = (DOCS / "study-file.md").read_text(encoding="utf-8")


def commands(of: click.Group = main, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command, and those of a group after it."""
    context = click.Context(of)
    for name in of.list_commands(context):
        command = of.get_command(context, name)
        assert command is not None
        yield before + name, command
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")


def options() -> list[str]:
    found = {
        option
        for _, command in commands()
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    }
    return sorted(found)


def words(text: str) -> set[str]:
    return set(re.findall(r"--[a-z]+(?:-[a-z]+)*|[a-z_]+", text))


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_every_command_has_its_place(name: str) -> None:
    heads = " ".join(line for line in COMMANDS.splitlines() if line.startswith("## "))
    assert f"firsthand {name} " in heads


@pytest.mark.parametrize("option", options())
def test_every_option_is_named(option: str) -> None:
    assert option in words(COMMANDS)


def test_no_option_is_named_that_is_not_there() -> None:
    named = {word for word in words(COMMANDS) if word.startswith("--")}
    assert named - {"--help"} <= set(options())


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_every_command_says_what_it_does_in_its_help(name: str) -> None:
    command = dict(commands())[name]
    assert command.help
    assert all(
        option.help or option.metavar or option.name == "folders"
        for option in command.params
        if isinstance(option, click.Option)
    )


def known_keys(tmp_path: Path, head: str) -> set[str]:
    """The keys the study file knows below `head`, as its own refusal lists them."""
    (tmp_path / "study.toml").write_text(f"{head}unheard_of = 1\n")
    with pytest.raises(RuleBroken, match="Known are: ") as refused:
        read_study(tmp_path)
    return set(str(refused.value).split("Known are: ")[1].rstrip(".").split(", "))


@pytest.mark.parametrize(
    ("head", "at"),
    [
        ("", ()),
        ("[[participant]]\npseudonym = 'Mara'\n", ("participant",)),
        ("[[session]]\nfile = 'a.txt'\n", ("session",)),
    ],
)
def test_every_key_of_the_study_file_stands_in_the_example(
    tmp_path: Path, head: str, at: tuple[str, ...]
) -> None:
    example = tomllib.loads(STUDY.split("```toml")[1].split("```")[0])
    for name in at:
        [example] = example[name]
    assert known_keys(tmp_path, head) == set(example)


def test_the_keys_of_a_consent_are_named(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text(
        "[[participant]]\npseudonym = 'Mara'\nconsent = { unheard_of = 1 }\n"
    )
    with pytest.raises(RuleBroken) as refused:
        read_study(tmp_path)
    known = set(str(refused.value).split("Known are: ")[1].rstrip(".").split(", "))
    assert known == {"given", "expires", "withdrawn", "purposes"}
    assert known <= words(STUDY)


def test_the_example_of_the_study_file_is_one(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text(
        STUDY.split("```toml")[1].split("```")[0], encoding="utf-8"
    )
    study = read_study(tmp_path)
    assert [one.id for one in study.participants] == ["Mara"]


def test_links_between_the_documents_lead_somewhere() -> None:
    for page in [*DOCS.glob("*.md"), DOCS.parent / "README.md"]:
        for link in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"
