"""`python -m flows`: the `osteon` command."""

from flows.cli import main

main()
