"""The embedded model's words: phrases are data, variety is drawn from the thread, facts are not."""
