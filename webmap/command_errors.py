"""How a command says that something cannot be done."""

import click


class Refused(click.ClickException):
    """What was asked cannot be done; says why on stderr, exit 1."""

    def show(self, _file: object = None) -> None:
        click.echo(self.message, err=True)
