"""The command line of promises: `check audit`, `retention`, `sunset`, `backup`, `restore`."""

from pathlib import Path

import click
from django.utils.translation import gettext as _

from lianfang.accounts.actors import Actor
from lianfang.privacy import backups, handing_over, integrity, runner, sunset, sunset_records
from lianfang.privacy.anchors import anchor_heads

OPERATOR = Actor.system("command-line")
FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("audit")
@click.option("--anchor", is_flag=True, help="If all is well, write the heads to the file of anchors now.")
def check_audit(anchor: bool) -> None:
    """Verify every chain of the audit log; names what was removed, changed or put back."""
    found = 0
    for reason in integrity.findings():
        found += 1
        click.echo(str(reason))
    if found:
        raise click.ClickException(_("The audit log is not as it was written: %(found)s findings.") % {"found": found})
    click.echo(_("The audit log is whole: %(entries)s entries.") % {"entries": integrity.count_entries()})
    if anchor:
        anchor_heads()


@click.command("retention")
@click.option("--dry-run", is_flag=True, help="Only say what would end.")
def retention(dry_run: bool) -> None:
    """End the rows whose days are over, table by table."""
    for due in runner.preview():
        click.echo(
            _("%(table)s: %(rows)s due, %(held)s held") % {"table": due.name, "rows": due.rows, "held": due.held}
        )
    if dry_run:
        return
    for table, ended in runner.run(actor=OPERATOR).items():
        said = {"table": table, "erased": ended.erased, "emptied": ended.emptied}
        click.echo(_("%(table)s: %(erased)s erased, %(emptied)s emptied") % said)


@click.command("sunset")
@click.argument("response")
@click.option("--dry-run", is_flag=True, help="Say what would end and what forbids it.")
@click.option("--hand-over", "package", type=FILE, help="Write the package for the lawful keeper to this file.")
@click.option(
    "--receipt", "receipts", multiple=True, help="Number of the keeper's receipt; may be given several times."
)
@click.option("--yes", is_flag=True, help="Do not ask before it is done.")
def run_sunset(response: str, dry_run: bool, package: Path | None, receipts: tuple[str, ...], yes: bool) -> None:
    """End what RESPONSE (its id or name) learned about people, destroy its key, leave a signed record."""
    found = sunset.find(response)
    for promise, count in sunset.plan(found.pk):
        click.echo(f"{promise.model._meta.verbose_name}: {count} ({promise.ending.value})")
    if dry_run:
        for reason in sunset.hindrances(found.pk):
            click.echo(str(reason))
    elif package is not None:
        rows, passphrase = handing_over.hand_over(actor=OPERATOR, response=found.pk, target=package)
        click.echo(_("%(rows)s rows are in %(file)s.") % {"rows": rows, "file": package})
        click.echo(_("Passphrase, shown this once: %(words)s") % {"words": passphrase})
    elif yes or click.confirm(_("This cannot be undone. Do it?")):
        record = sunset.run(actor=OPERATOR, response=found.pk, receipts=list(receipts))
        click.echo(sunset_records.signed_text(record))


@click.command("open-package")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--passphrase", prompt=True, hide_input=True)
def open_package(file: Path, passphrase: str) -> None:
    """Print what a lawful keeper was handed, one JSON line a record."""
    click.echo(handing_over.open_package(file, passphrase))


@click.command("backup")
@click.argument("folder", type=FOLDER)
def backup(folder: Path) -> None:
    """Write database and files to an empty FOLDER; never the keys, which are kept elsewhere."""
    manifest = backups.backup(folder)
    click.echo(
        _("The backup is in %(folder)s: %(files)s files.") % {"folder": folder, "files": len(manifest["digests"])}
    )
    click.echo(_("Keep the folder of keys apart from it; without the keys it opens nothing."))


@click.command("restore")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask before everything is replaced.")
def restore(folder: Path, yes: bool) -> None:
    """Put the backup in FOLDER in the place of everything; what was ended since stays ended."""
    if yes or click.confirm(_("Everything there is now will be replaced. Do it?")):
        manifest = backups.restore(folder)
        click.echo(_("The state of %(at)s is back; everybody is logged out.") % {"at": manifest["made_at"]})
        click.echo(_("Look at accounts, roles and API tokens: what was withdrawn since holds again."))


COMMANDS = [retention, run_sunset, open_package, backup, restore]
CHECKS = [check_audit]
