"""`listen`, `gates` and `init`: commands over a folder of files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from firsthand.cli.errors import clear_errors
from firsthand.cli.progress import Progress

if TYPE_CHECKING:
    from firsthand.listen.patterning import Earlier
    from firsthand.method.dossier import Dossier

FOLDERS = click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
INTERVIEWER = click.option(
    "--interviewer",
    "interviewers",
    multiple=True,
    metavar="NAME",
    help="A speaker who asks; may be given more than once.",
)
GRANULARITY = click.option(
    "--granularity",
    type=click.Choice(["coarse", "medium", "fine"]),
    default="fine",
    show_default=True,
    help="How finely statements are divided into patterns.",
)
QUIET = click.option("--quiet", is_flag=True, help="Say nothing but errors.")


@click.command()
@FOLDERS
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("dossier"),
    show_default=True,
    help="Where the dossier goes.",
)
@INTERVIEWER
@GRANULARITY
@click.option(
    "--onto",
    type=click.Path(path_type=Path, dir_okay=False),
    help="An earlier dossier.json whose patterns are kept; new statements are added to them.",
)
@QUIET
def listen(
    folders: tuple[Path, ...],
    out: Path,
    interviewers: tuple[str, ...],
    granularity: str,
    onto: Path | None,
    quiet: bool,
) -> None:
    """Read a folder of interviews and write the study's dossier."""
    from firsthand.exchange.report.writing import write

    if out.resolve() in [folder.resolve() for folder in folders]:
        raise click.BadParameter(
            "the dossier can't lie among the files it is made from. Give another folder.",
            param_hint="--out",
        )
    with clear_errors():
        dossier = _dossier(folders, interviewers, granularity, _earlier(onto), quiet)
        written = write(dossier, out)
    if not quiet:
        _tell(dossier)
        click.echo(f"\nThe dossier is in {written[0]}")


@click.command()
@FOLDERS
@INTERVIEWER
@QUIET
def gates(folders: tuple[Path, ...], interviewers: tuple[str, ...], quiet: bool) -> None:
    """Say which of the six gates are open, one JSON object a line."""
    with clear_errors():
        dossier = _dossier(folders, interviewers, "fine", None, quiet)
    for gate in dossier.gates:
        row: dict[str, Any] = {
            "step": gate.step.title,
            "open": gate.is_open,
            "has": [line.text for line in gate.has],
            "missing": [line.text for line in gate.missing],
            "next_act": gate.next_act,
        }
        click.echo(json.dumps(row, ensure_ascii=False))


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--force", is_flag=True, help="Write over a study.toml that is there.")
@INTERVIEWER
def init(folder: Path, force: bool, interviewers: tuple[str, ...]) -> None:
    """Write a first study.toml into FOLDER, with what can be inferred from its files."""
    from firsthand.listen.corpus import read
    from firsthand.listen.first_study import first_study
    from firsthand.listen.study import FILE_NAME

    path = folder / FILE_NAME
    with clear_errors():
        if path.exists() and not force:
            raise click.ClickException(
                f"{path} is there already. Edit it, or give --force to write a new one over it."
            )
        path.write_text(first_study(read(folder), interviewers), encoding="utf-8")
    click.echo(f"Wrote {path}. What it could not know is left empty for you to fill in.")


def _dossier(
    folders: tuple[Path, ...],
    interviewers: tuple[str, ...],
    granularity: str,
    earlier: Earlier | None,
    quiet: bool,
) -> Dossier:
    from firsthand.language.patterns import Granularity
    from firsthand.listen import corpus, run

    progress = Progress(quiet)
    read = corpus.read(*folders, on_progress=progress)
    dossier = run.listen(
        read,
        interviewers=interviewers,
        granularity=Granularity(granularity),
        earlier=earlier,
        on_progress=progress,
    )
    progress.close()
    _report(dossier, quiet)
    return dossier


def _earlier(path: Path | None) -> Earlier | None:
    if path is None:
        return None
    from firsthand.listen.earlier import read_earlier

    return read_earlier(path)


def _report(dossier: Dossier, quiet: bool) -> None:
    """Files that could not be read are said even when quiet: silence would lose evidence."""
    for one in dossier.refused:
        click.echo(f"Not read: {one.name}: {one.reason}", err=True)
    if not quiet:
        for warning in dossier.warnings:
            click.echo(f"Note: {warning}", err=True)
        for one in dossier.set_aside:
            click.echo(f"Set aside: {one.name}: {one.reason}", err=True)


def _tell(dossier: Dossier) -> None:
    letters = " ".join(g.step.letter if g.is_open else "▢" for g in dossier.gates)
    click.echo(f"{dossier.about.title}\n{letters}\n")
    for one in dossier.findings.patterns[:5]:
        mark = "workaround  " if one.workarounds else ""
        click.echo(f"  “{one.name.exact}”  {mark}{one.people}")
    for gate in dossier.gates:
        if not gate.is_open:
            click.echo(f"  {gate.step.title} is closed: {gate.next_act}")
    sys.stdout.flush()
