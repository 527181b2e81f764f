"""`govsweep completion`: commands and options completed by the shell."""

import click
from click.shell_completion import get_completion_class

_VARIABLE = "_GOVSWEEP_COMPLETE"


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """打印让命令行按 Tab 键补全的脚本。

    \b
    装一次，以后每次登录都有：
      govsweep completion bash > ~/.local/share/bash-completion/completions/govsweep
      govsweep completion zsh > ~/.zfunc/_govsweep        （~/.zfunc 须在 fpath 里）
      govsweep completion fish > ~/.config/fish/completions/govsweep.fish
    """
    of_shell = get_completion_class(shell)
    if of_shell is None:
        raise click.UsageError(f"不支持 {shell}")
    click.echo(of_shell(ctx.find_root().command, {}, "govsweep", _VARIABLE).source())
