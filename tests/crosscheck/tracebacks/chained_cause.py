# raise ... from ...: the cause is printed first with its own traceback.
class ConfigError(Exception): pass


def load(name):
    try:
        return {"a": 1}[name]
    except KeyError as error:
        raise ConfigError(f"no setting {name!r}") from error


def start():
    try:
        load("missing")
    except ConfigError as error:
        raise RuntimeError("cannot start") from error


start()
