from tests.workspace import ann, home, study

__all__ = ["ann", "home", "study"]
