"""What thirty invented people of an invented maker of charting software write on a map of Mara.

Each writes three notes, in their own words: several say nearly the same, some say what nobody else
does. The place of a name is the person's place in the session; `area` is the lens, as a map calls
it, and `basis` is what they say that it rests on.
"""

from __future__ import annotations

from typing import NamedTuple

PEOPLE = (
    ("Asha", "product manager"), ("Bo", "engineer"), ("Carla", "designer"), ("Deniz", "support"),
    ("Edda", "engineer"), ("Femi", "researcher"), ("Goran", "sales"), ("Hana", "support"),
    ("Ilya", "engineer"), ("Joon", "designer"), ("Kofi", "product manager"), ("Lina", "support"),
    ("Malik", "engineer"), ("Nora", "researcher"), ("Otis", "sales"), ("Pia", "engineer"),
    ("Quinn", "designer"), ("Rosa", "support"), ("Sven", "engineer"), ("Tala", "product manager"),
    ("Uwe", "sales"), ("Vera", "engineer"), ("Wim", "support"), ("Xenia", "designer"),
    ("Yusuf", "engineer"), ("Zoe", "researcher"), ("Abel", "sales"), ("Bela", "engineer"),
    ("Cora", "support"), ("Dario", "product manager"),
)  # fmt: skip


class Written(NamedTuple):
    by: int
    area: str
    text: str
    basis: str = "nothing"


NOTES = tuple(
    Written(*one)
    for one in (
        (0, "does", "Writes the vitals on her arm", "seen"),
        (0, "drains", "The terminal takes a minute to wake up"),
        (0, "helps", "Being done with typing before five"),
        (1, "does", "writes vitals on the arm or a glove"),
        (1, "drains", "Terminal freezes in the middle of the night", "heard"),
        (1, "weighs", "Patient first, screen later"),
        (2, "does", "Carries a sheet of paper folded in eight", "seen"),
        (2, "expresses", "Rolls her eyes at the login box"),
        (2, "helps", "A pen that works on skin"),
        (3, "reaches", "Calls from the day shift about missing values", "own_usually"),
        (3, "drains", "The screen freezes and she has to log in again", "own_once"),
        (3, "expresses", "“It never wakes up when I need it”"),
        (4, "drains", "Slow login, again and again"),
        (4, "does", "Types everything in at five in the morning"),
        (4, "weighs", "Speed against doing it twice"),
        (5, "does", "Writes numbers on her arm with a skin marker", "seen"),
        (5, "does", "types it all in at 5 am from memory and arm", "seen"),
        (5, "weighs", "Whether a late value is worse than a wrong one"),
        (6, "reaches", "Emails about features she never asked for", "heard"),
        (6, "helps", "One list for the handover"),
        (6, "drains", "Too many passwords"),
        (7, "reaches", "Day team phones: where are the two o'clock values?", "own_usually"),
        (7, "expresses", "says it is fine and types it later", "own_once"),
        (7, "drains", "Frozen terminal, lost entries"),
        (8, "does", "Notes on paper first, then types"),
        (8, "reaches", "Alarms from three beds at once"),
        (8, "weighs", "what can wait until the round is over"),
        (9, "does", "Uses a folded sheet as her own form", "seen"),
        (9, "expresses", "“I write it on my arm”"),
        (9, "helps", "Big buttons that work with gloves"),
        (10, "drains", "Typing everything twice"),
        (10, "helps", "To hand over without a list of what is missing"),
        (10, "weighs", "Sleep after the shift against staying to type"),
        (11, "reaches", "Phone calls asking for missing numbers", "own_usually"),
        (11, "drains", "terminal frozen, has to restart", "own_once"),
        (11, "expresses", "Sighs"),
        (12, "does", "Waits for the terminal while a patient waits for her"),
        (12, "drains", "Waiting for the computer to wake"),
        (12, "helps", "A tablet at the bed, maybe"),
        (13, "does", "Copies from arm to terminal at five", "seen"),
        (13, "weighs", "Not to wake the ward with the screen's light", "seen"),
        (13, "reaches", "A handover that is read out aloud", "seen"),
        (14, "helps", "Voice entry"),
        (14, "drains", "Old computers"),
        (14, "reaches", "Our newsletter"),
        (15, "drains", "double entry: paper first, then screen"),
        (15, "does", "Photographs the sheet with her own phone", "heard"),
        (15, "weighs", "Rules about phones against losing the numbers"),
        (16, "expresses", "Shows her arm when asked how it went", "seen"),
        (16, "does", "Skin marker instead of the screen"),
        (16, "helps", "Something she can use with one hand"),
        (17, "reaches", "Password resets at three in the morning", "own_once"),
        (17, "drains", "Logging in on every round"),
        (17, "expresses", "“I wish the thing woke up faster”"),
        (18, "does", "enters everything at once at the end of the night"),
        (18, "drains", "Slow wake up of the terminal"),
        (18, "weighs", "Order of the beds, not order of the form"),
        (19, "helps", "The day team trusting her numbers"),
        (19, "drains", "Being asked for values she has on her arm"),
        (19, "weighs", "who gets blamed when a value is missing"),
        (20, "reaches", "Ward manager's reminders to chart in time"),
        (20, "helps", "Fewer clicks"),
        (20, "expresses", "Jokes about the system at handover", "heard"),
        (21, "does", "Writes on her glove", "heard"),
        (21, "drains", "Screens time out while she is at a bed"),
        (21, "helps", "Stay logged in for the whole round"),
        (22, "reaches", "Calls in the morning: values are missing", "own_usually"),
        (22, "drains", "Has to type in the same numbers twice", "own_once"),
        (22, "expresses", "Does not complain, just works around it"),
        (23, "does", "paper sheet folded small in her pocket", "seen"),
        (23, "weighs", "Keeping her hands clean"),
        (23, "helps", "Paper that the system can read"),
        (24, "drains", "Session ends while she is with a patient"),
        (24, "does", "Starts the terminal first and walks away until it is ready"),
        (24, "reaches", "Vital signs machine that does not talk to ours"),
        (25, "expresses", "Says “it was a mess” of the night it froze twice", "seen"),
        (25, "does", "Marks what is typed in with a tick on her arm", "seen"),
        (25, "weighs", "What the next nurse has to know first", "seen"),
        (26, "helps", "A demo of the new version"),
        (26, "reaches", "Promises from vendors"),
        (26, "drains", "No time for training"),
        (27, "does", "Types at five, all at once"),
        (27, "drains", "computer needs a minute she does not have"),
        (27, "weighs", "A safe number late or a quick one now"),
        (28, "reaches", "phone rings: day shift misses values", "own_usually"),
        (28, "drains", "Locked account at night, nobody to call", "own_once"),
        (28, "helps", "Somebody who answers at night"),
        (29, "does", "Writes vitals on her hand or arm"),
        (29, "drains", "twice the work: writes it, then types it"),
        (29, "helps", "To leave on time"),
    )
)
