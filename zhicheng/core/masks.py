"""How personal data is shown to those who need not read it whole."""


def id_number(number: str) -> str:
    """This function will return 441802********0047 for a resident number, 2 + 2 characters of any other."""
    head, tail = (6, 4) if len(number) == 18 else (2, 2)
    hidden = len(number) - head - tail
    return f"{number[:head]}{'*' * hidden}{number[-tail:]}" if hidden > 0 else "*" * len(number)


def phone(number: str) -> str:
    """This function will return 138****6027."""
    return f"{number[:3]}****{number[-4:]}" if len(number) == 11 else "*" * len(number)


def name(full: str) -> str:
    """This function will return the first character and a star for each other one: 李*."""
    return full[:1] + "*" * (len(full) - 1)


def email(address: str) -> str:
    """This function will return l***@example.com."""
    box, at, domain = address.rpartition("@")
    return f"{box[:1]}***{at}{domain}" if at else "***"
