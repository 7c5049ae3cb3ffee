"""Messages with their intents and fields, written by hand; half to tune on, half to report on."""
