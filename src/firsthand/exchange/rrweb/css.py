"""Style sheets that can draw and nothing else: no address in them leads out of the recording.

The text is read token by token as https://www.w3.org/TR/css-syntax-3/ says, so that an escape, a
comment or a broken string can't hide what a search for words would look for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

NOWHERE = 'url("data:,")'
LEFT_OUT = "left-out("
BEGINS = "/**/"

_TOKENS = re.compile(
    r"""
    (?P<comment>/\*.*?(?:\*/|\Z))
  | (?P<string>"(?:[^"\\\n\r\f]|\\(?:\r\n|[\s\S]))*(?:"|(?=[\n\r\f])|\\?\Z)
              |'(?:[^'\\\n\r\f]|\\(?:\r\n|[\s\S]))*(?:'|(?=[\n\r\f])|\\?\Z))
  | (?P<word>[@\#]?(?:[-\w\u0080-\U0010ffff]|\\(?:[0-9a-fA-F]{1,6}(?:\r\n|[ \t\n\r\f])?
              |[^\n\r\f0-9a-fA-F]))+\(?)
  | (?P<other>[\s\S])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[ \t\n\r\f])?|(\r\n|[\n\r\f])|([\s\S]))")
_QUOTED = re.compile(
    r"""\s*(?:"((?:[^"\\\n\r\f]|\\(?:\r\n|[\s\S]))*)"|'((?:[^'\\\n\r\f]|\\(?:\r\n|[\s\S]))*)')"""
)
_UNQUOTED = re.compile(r"((?:[^)\\]|\\[\s\S])*)")
_HARMLESS = re.compile(
    r"#[^\s]*|data:(?:image/[\w.+-]+|(?:font|application)/(?:x-)?(?:font-?)?(?:woff2?|ttf|otf"
    r"|truetype|opentype|sfnt)|)(?:;[\w=.-]+)*,[\s\S]*",
    re.IGNORECASE,
)
_URLS = frozenset({"url(", "src(", "url-prefix(", "domain("})
_LOADING = frozenset(
    {
        *("image-set(", "-webkit-image-set(", "image(", "cross-fade(", "-webkit-cross-fade("),
        *("element(", "-moz-element(", "paint(", "expression(", "-webkit-canvas("),
    }
)
_AT = frozenset({"@import", "@charset", "@namespace", "@document", "@-moz-document"})


def cleaned(css: str, left: Counter[str]) -> str:
    """The style sheet without what could load anything; what was left out is counted.

    It begins so that it can't complete what stands in a piece of text before it.
    """
    return BEGINS + "".join(_pieces(css.removeprefix(BEGINS).replace("\0", "�"), left))


def declarations(css: str, left: Counter[str]) -> str:
    """The same for what stands in a `style` attribute."""
    return "".join(_pieces(css.replace("\0", "�"), left))


def is_harmless(address: str) -> bool:
    """Whether nothing is asked of anybody for it: a place in the page, or the data themselves."""
    return bool(_HARMLESS.fullmatch(address.strip()))


def _pieces(css: str, left: Counter[str]) -> Iterator[str]:
    at = 0
    while at < len(css):
        token = _TOKENS.match(css, at)
        assert token is not None
        at = token.end()
        match token.lastgroup:
            case "comment":
                yield " "
            case "string":
                yield _closed(token.group())
            case "word":
                piece, at = _word(css, token.group(), at, left)
                yield piece
            case _:
                yield "" if token.group() == "\\" else token.group()


def _closed(string: str) -> str:
    """A string that ends where its line or the text ends, ended by its quote."""
    body = string[1:-1] if len(string) > 1 and string[-1] == string[0] else string[1:]
    if (len(body) - len(body.rstrip("\\"))) % 2:  # the last quote or character was an escape's
        body = string[1:].rstrip("\\")
    return f"{string[0]}{body}{string[0]}"


def _word(css: str, word: str, at: int, left: Counter[str]) -> tuple[str, int]:
    name = _unescaped(word).lower()
    if name in _AT:
        left["style sheet elsewhere"] += name == "@import"
        return "", _end_of_statement(css, at)
    if name in _URLS:
        return _address(css, at, left)
    if name in _LOADING:
        left["address in a style"] += 1
        return LEFT_OUT, at
    return word, at


def _address(css: str, at: int, left: Counter[str]) -> tuple[str, int]:
    """What stands in url(…), rewritten where it is harmless."""
    quoted = _QUOTED.match(css, at)
    found = quoted or _UNQUOTED.match(css, at)
    assert found is not None
    text = next((one for one in found.groups() if one is not None), "")
    end = found.end()
    if quoted:  # modifiers may follow
        rest = _UNQUOTED.match(css, end)
        end = rest.end() if rest else end
    end += css[end : end + 1] == ")"
    address = _unescaped(text).strip()
    if not is_harmless(address):
        left["address in a style"] += bool(address)
        return NOWHERE, end
    safe = "".join(f"\\{ord(c):x} " if c in '"\\\n\r\f' else c for c in address)
    return f'url("{safe}")', end


def _end_of_statement(css: str, at: int) -> int:
    """Behind the `;` or the block with which a rule ends."""
    depth = 0
    while at < len(css):
        token = _TOKENS.match(css, at)
        assert token is not None
        at, text = token.end(), token.group()
        if token.lastgroup == "word" and _unescaped(text).lower() in _URLS:
            _, at = _address(css, at, Counter())
        elif text == ";" and not depth:
            return at
        elif text == "{":
            depth += 1
        elif text == "}":
            depth -= 1
            if depth <= 0:
                return at if depth == 0 else at - 1
    return at


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text)


def _character(escape: re.Match[str]) -> str:
    if escape[1]:
        code = int(escape[1], 16)
        sound = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
        return chr(code) if sound else "�"
    return "" if escape[2] else escape[3]
