"""Personal numbers made as the tests run, by a way of their own; none is kept in a file."""

import random

# The six counties, and the former codes of 赣榆县 and of a district that was dissolved.
PREFIXES = ("320722", "320723", "320724", "320707", "320706", "320703", "320721", "320705")


def citizen_id(chance: random.Random, prefix: str = "") -> str:
    """Eighteen digits; the check is the one for which the weighted sum leaves 1 by 11."""
    day = f"{chance.randint(1930, 2017)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    head = f"{prefix or chance.choice(PREFIXES)}{day}{chance.randint(0, 999):03}"
    for check in "0123456789X":
        values = [10 if one == "X" else int(one) for one in head + check]
        weights = [pow(2, 17 - at, 11) for at in range(18)]
        if sum(a * b for a, b in zip(values, weights, strict=True)) % 11 == 1:
            return head + check
    raise AssertionError


def old_citizen_id(chance: random.Random) -> str:
    """Fifteen digits, the year in two, no check."""
    day = f"{chance.randint(30, 99)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    return f"{chance.choice(PREFIXES)}{day}{chance.randint(0, 999):03}"


def mobile(chance: random.Random) -> str:
    """Eleven digits as the networks give them."""
    return f"1{chance.choice('3456789')}{chance.randint(0, 999_999_999):09}"


def bank_card(chance: random.Random) -> str:
    """Nineteen digits of a card from 62, its last by Luhn."""
    head = f"622848{chance.randint(0, 10**12 - 1):012}"
    total = 0
    for at, digit in enumerate(reversed(head)):
        twice = int(digit) * (2 if at % 2 == 0 else 1)
        total += twice - 9 if twice > 9 else twice
    return head + str(-total % 10)


def email(chance: random.Random) -> str:
    """An address of a domain that nobody can have."""
    return f"{chance.choice(('zhang', 'li.wei', 'w_x'))}{chance.randint(1, 999)}@mail.example"
