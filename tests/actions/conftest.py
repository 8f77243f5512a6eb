from tests.rooms import drawn, room
from tests.workspace import ann, home, study

__all__ = ["ann", "drawn", "home", "room", "study"]
