"""Coverage-guided fuzzing of what reads foreign bytes; not shipped. Begin at `make fuzz`."""
