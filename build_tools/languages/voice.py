"""How a language writes numbers, times and lists. The only file that knows Babel's formats.

CLDR decides, through Babel, except where our style guides differ: Spanish (es-419) groups from
five digits on, with a space; French and Spanish set a no-break space before the percent sign;
Turkish writes a time with a full stop; English writes "p.m.".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Final, Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, get_period_names
from babel.lists import format_list
from babel.messages.plurals import get_plural
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol
from babel.units import format_unit

from build_tools.course.shape import Language
from build_tools.languages.messages import SOURCE

NO_BREAK: Final = "\N{NO-BREAK SPACE}"
QUOTES: Final = {"fr": (f"«{NO_BREAK}", f"{NO_BREAK}»")}
CURLY: Final = ("“", "”")
TIMES: Final = {"fr": "{hour} h {minute:02}", "tr": "{hour:02}.{minute:02}"}
SHORT_DATES: Final = {"fr": "dd/MM/y", "es": "d/M/y", "tr": "dd.MM.y", "zh": "y/M/d"}
HOURS_JOIN: Final = {"en": ", ", "tr": " ", "zh": ""}  # Between hours and minutes; else a list.
KILO: Final = 1000
GROUPED_FROM: Final = 10_000  # In Spanish; a number of four digits stays closed.


def number(value: Decimal | int, language: Language) -> str:
    """Return a number as running text writes it: ``1,234.5`` as ``1.234,5`` in Turkish."""
    written = format_decimal(value, format="#,##0.######", locale=_cldr(language.locale))
    if _speech(language) != "es":
        return written
    mark = get_group_symbol(_cldr(language.locale))
    return written.replace(mark, "" if -GROUPED_FROM < value < GROUPED_FROM else NO_BREAK)


def number_marks(language: Language) -> tuple[str, str]:
    """Return the decimal mark and the mark between groups of digits."""
    locale = _cldr(language.locale)
    group = NO_BREAK if _speech(language) == "es" else get_group_symbol(locale)
    return get_decimal_symbol(locale), group


def percent(value: Decimal | int, language: Language) -> str:
    """Return a percentage, such as ``25%``, ``25 %`` or ``%25``; ``value`` is out of 100."""
    written = number(value, language)
    speech = _speech(language)
    if speech == "tr":
        return f"%{written}"
    return f"{written}{NO_BREAK}%" if speech in ("fr", "es") else f"{written}%"


def date(day: dt.date, language: Language) -> str:
    """Return a date with the name of its month."""
    return format_date(day, format="long", locale=_cldr(language.locale))


def short_date(day: dt.date, language: Language) -> str:
    """Return a date in figures; in English, where figures mislead, with its month."""
    pattern = SHORT_DATES.get(_speech(language), "long")
    return format_date(day, format=pattern, locale=_cldr(language.locale))


def time(at: dt.time, language: Language) -> str:
    """Return a time of day."""
    if _speech(language) != "en":
        pattern = TIMES.get(_speech(language), "{hour}:{minute:02}")
        return pattern.format(hour=at.hour, minute=at.minute).replace(" ", NO_BREAK)
    period = get_period_names(locale=_cldr(language.locale))["am" if at.hour < 12 else "pm"]
    dotted = "".join(f"{letter.lower()}." for letter in period)
    return f"{at.hour % 12 or 12}:{at.minute:02}{NO_BREAK}{dotted}"


def minutes(count: int, language: Language) -> str:
    """Return a number of minutes with its unit, short: ``15 min``."""
    written = format_unit(count, "duration-minute", "short", locale=_cldr(language.locale))
    return written.replace(" ", NO_BREAK)


def duration(count: int, language: Language) -> str:
    """Return a long time, given in minutes, in words: ``20 hours, 15 minutes``."""
    hours, rest = divmod(count, 60)
    length: Literal["short", "long"] = "short" if _speech(language) == "zh" else "long"
    amounts = {"duration-hour": hours, "duration-minute": rest}
    parts = [
        format_unit(amount, unit, length, locale=_cldr(language.locale)).replace(" ", NO_BREAK)
        for unit, amount in amounts.items()
        if amount
    ]
    join = HOURS_JOIN.get(_speech(language))
    return listing(parts, language) if join is None else join.join(parts)


def size(count: int, language: Language) -> str:
    """Return a number of bytes as people read it: ``1.2 MB``."""
    unit, step = ("digital-megabyte", KILO**2) if count >= KILO**2 else ("digital-kilobyte", KILO)
    amount = max(round(Decimal(count) / step, 1 if step > KILO else 0), Decimal(1))
    locale = _cldr(language.locale)
    written = format_unit(amount, unit, "short", format="#,##0.#", locale=locale)
    return written.replace(" ", NO_BREAK)


def listing(items: Sequence[str], language: Language) -> str:
    """Return items joined as a sentence joins them."""
    return format_list(list(items), locale=_cldr(language.locale))


def quoted(words: str, language: Language) -> str:
    """Return words in the quotation marks of a language."""
    before, after = QUOTES.get(_speech(language), CURLY)
    return f"{before}{words}{after}"


def plural_rule(locale: str) -> str:
    """Return how a language counts, as a gettext header says it; see ``catalogs.plural_forms``."""
    return str(get_plural(_cldr(locale)))


def direction(language: Language) -> str:
    """Return ``ltr`` or ``rtl``, as HTML says it."""
    return "rtl" if language.right_to_left else "ltr"


def knows(locale: str) -> bool:
    """Tell whether CLDR, as Babel has it, holds this locale: ``de``, ``pt_BR``."""
    try:
        return bool(Locale.parse(locale))
    except (UnknownLocaleError, ValueError):
        return False


def own_name(locale: str) -> str:
    """Return what a language is called in itself: ``Deutsch``."""
    known = Locale.parse(locale)
    name = known.get_display_name() or locale
    return name[:1].upper() + name[1:]


def letters(locale: str) -> frozenset[str]:
    """Return the letters a language is seen to use: in its names of days, months and languages."""
    known = Locale.parse(locale)
    calendars = (known.days, known.months)
    dates = (
        word
        for names in calendars
        for form in names.values()
        for name in form.values()
        for word in name.values()
    )
    spoken = (*dates, *known.languages.values(), *known.territories.values())
    return frozenset(sign for word in spoken for sign in word if sign.isalpha())


def _speech(language: Language) -> str:
    """Return the bare language; a pseudo-language counts and dates as the source does."""
    return _cldr(language.locale).language


@cache
def _cldr(locale: str) -> Locale:
    try:
        return Locale.parse(locale)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(SOURCE)
