"""`python -m govsweep` is `govsweep`."""

from govsweep.cli import main

main()
