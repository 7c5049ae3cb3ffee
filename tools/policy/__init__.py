"""Policy answers: searched, quoted word for word and cited, or refused with a reason."""
