"""`letters`: an answer of letters as one text, however it was typed."""


def letters(value: object) -> str:
    """The letters and digits of an answer, in capitals: "d, b" and ["D", "B"] become "DB", "(c)" becomes "C".

    Comes back empty for anything but texts, whole numbers, and lists or tuples of these.
    """
    if isinstance(value, (list, tuple)):
        return "".join(map(letters, value))
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    return "".join(sign for sign in str(value) if sign.isalnum()).upper()
