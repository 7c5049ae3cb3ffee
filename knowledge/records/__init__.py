"""Tables, one module a concept."""

from importlib import import_module
from pkgutil import iter_modules


def tables() -> None:
    """Import every module of tables, so that the metadata knows them all."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
