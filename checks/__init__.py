"""Judge: one check a file, each a pure function of one fact (see `govsweep.checking`)."""
