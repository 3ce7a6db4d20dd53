"""Values in, values out: no clock, no files, no randomness, no database, no Discord."""
