"""`kb serve`: answer over HTTP on this machine."""

import click

from api.security import LOOPBACK_HOSTS


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address of this machine.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535))
def serve(host: str, port: int) -> None:
    """Answer over HTTP on this machine, with the model kept in memory for `kb ask`."""
    if host not in LOOPBACK_HOSTS:
        raise click.UsageError(
            f"--host {host}: only {', '.join(LOOPBACK_HOSTS)} can be served, because access keys "
            "do not exist yet: whoever reaches another address could read and delete everything"
        )
    from api.server import bind
    from api.server import serve as run
    from kb.config import Settings
    from kb.knowledge_base import KnowledgeBase

    settings = Settings()
    with KnowledgeBase.open(settings, create=True, on_load=_say) as kb:
        try:
            listener = bind(host, port)
        except OSError as error:
            raise click.UsageError(
                f"cannot listen on {host}, port {port} ({error.strerror}); choose another --port"
            ) from error
        with listener:
            run(kb, settings, listener, _say)


def _say(message: str) -> None:
    click.echo(message, err=True)
