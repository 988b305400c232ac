"""The engines' commands of the command line, each beside its engine."""

import click

COMMANDS: list[click.Command] = []
