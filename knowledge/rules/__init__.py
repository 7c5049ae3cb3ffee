"""Decision tables as data, one pure function each: facts in, a Ruling out."""
