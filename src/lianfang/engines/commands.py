"""The engines' commands of the command line, each beside its engine."""

import click

from lianfang.engines.matching.command import match
from lianfang.engines.tracing.command import trace

COMMANDS: list[click.Command] = [match, trace]
