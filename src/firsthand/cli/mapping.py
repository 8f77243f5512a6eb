"""`map`: an empathy map in another form."""

from __future__ import annotations

from pathlib import Path

import click

from firsthand.cli.errors import clear_errors


@click.command("map")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write: .svg, .png, .pdf, .md, .html, .csv, .xlsx or .json.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def map(file: Path, out: Path, force: bool) -> None:
    """Write an empathy map, FILE.json, as a picture, as text or as rows."""
    from firsthand.exchange.decoding import decoded
    from firsthand.exchange.maps.data import from_json
    from firsthand.exchange.maps.forms import FORMS

    form = FORMS.get(out.suffix.lower().removeprefix("."))
    if form is None:
        known = ", ".join(f".{one}" for one in FORMS)
        raise click.BadParameter(f"its suffix is none of {known}", param_hint="--out")
    if out.exists() and not force:
        raise click.ClickException(f"{out} is there already; name another file, or use --force.")
    with clear_errors():
        drawn = from_json(decoded(file.read_bytes())[0])
        out.write_bytes(form.write(drawn))
    click.echo(f"Wrote {out}")
