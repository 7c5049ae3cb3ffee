"""Those who decide on the requests of others, match, or read along."""
