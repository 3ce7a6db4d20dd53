"""A unit as it is written -> what it may stand for: `kg` a thousand grams, `m` a metre or a minute.

Symbols are read by their case where it decides (mW and MW) and otherwise whatever their case (kb, KB).
"""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

COUNT = ""
"""The unit of what is merely counted: 10, 10 件, 10 messages."""


class Unit(NamedTuple):
    """So much of a base unit: one is `factor` of it, counted from `zero` (which only temperatures have)."""

    base: str
    factor: Fraction = Fraction(1)
    zero: Fraction = Fraction(0)


COUNTED = Unit(COUNT)
_K = 1024
_PLAIN = (
    ("s", "1/1000000", "μs, us, microsecond, microseconds, マイクロ秒"),
    ("s", "1/1000", "ms, msec, msecs, millisecond, milliseconds, ミリ秒"),
    ("s", "1", "s, sec, secs, second, seconds, 秒, 秒間"),
    ("s", "60", "m, min, mins, minute, minutes, 分, 分間"),
    ("s", "3600", "h, hr, hrs, hour, hours, 時間"),
    ("s", "86400", "d, day, days, 日, 日間"),
    ("s", "604800", "w, week, weeks, 週, 週間"),
    ("month", "1", "month, months, か月, ヶ月, カ月, ケ月, か月間, ヶ月間, カ月間"),
    ("month", "12", "y, year, years, 年, 年間"),
    ("B", "1", "b, byte, bytes, バイト"),
    ("B", str(_K), "kb, kib, kilobyte, kilobytes, kibibyte, kibibytes, キロバイト, キビバイト, キロ"),
    ("B", str(_K**2), "mb, mib, megabyte, megabytes, mebibyte, mebibytes, メガバイト, メビバイト, メガ"),
    ("B", str(_K**3), "gb, gib, gigabyte, gigabytes, gibibyte, gibibytes, ギガバイト, ギビバイト, ギガ"),
    ("B", str(_K**4), "tb, tib, terabyte, terabytes, tebibyte, tebibytes, テラバイト, テビバイト, テラ"),
    ("/s", "1", "tps, rps, qps"),
    ("%", "1", "%, percent, per cent, パーセント"),
)
"""What a text of any kind means by these words."""
_WORDS = (
    ("%", "10", "割"),
    ("month", "1200", "century, centuries, 世紀"),
    ("s", "1/1000000000", "nanosecond, nanoseconds, ナノ秒"),
    ("bit", "1", "bit, bits, ビット"),
    ("bit", "1000", "kbit, kilobit, kilobits, キロビット"),
    ("bit", "1000000", "mbit, megabit, megabits, メガビット"),
    ("bit", "1000000000", "gbit, gigabit, gigabits, ギガビット"),
    ("m", "1", "metre, metres, meter, meters, メートル"),
    ("m", "1000", "kilometre, kilometres, kilometer, kilometers, キロメートル, キロ"),
    ("m", "1/100", "centimetre, centimetres, centimeter, centimeters, センチメートル, センチ"),
    ("m", "1/1000", "millimetre, millimetres, millimeter, millimeters, ミリメートル, ミリ"),
    ("m", "1/1000000", "micrometre, micrometres, micrometer, micrometers, micron, microns, マイクロメートル"),
    ("m", "1/1000000000", "nanometre, nanometres, nanometer, nanometers, ナノメートル"),
    ("m", "1/10000000000", "å, angstrom, angstroms, オングストローム"),
    ("m", "0.0254", "inch, inches, インチ"),
    ("m", "0.3048", "ft, foot, feet, フィート"),
    ("m", "0.9144", "yd, yard, yards, ヤード"),
    ("m", "1609.344", "mi, mile, miles, マイル"),
    ("m", "1852", "nmi, nautical mile, nautical miles, 海里"),
    ("m", "149597870700", "au, astronomical unit, astronomical units, 天文単位"),
    ("m", "9460730472580800", "ly, light year, light years, light-year, light-years, lightyear, lightyears, 光年"),
    ("m", "30856775814913673", "pc, parsec, parsecs, パーセク"),
    ("m2", "1", "m2, m^2, square metre, square metres, square meter, square meters, 平方メートル, 平米"),
    ("m2", "1/10000", "cm2, cm^2, 平方センチメートル, 平方センチ"),
    (
        "m2",
        "1000000",
        "km2, km^2, square kilometre, square kilometres, square kilometer, square kilometers, 平方キロメートル, 平方キロ",
    ),
    ("m2", "10000", "ha, hectare, hectares, ヘクタール"),
    ("m2", "4046.8564224", "acre, acres, エーカー"),
    ("l", "1", "litre, litres, liter, liters, リットル"),
    ("l", "1/10", "decilitre, decilitres, deciliter, deciliters, デシリットル"),
    ("l", "1/1000", "cc, cm3, cm^3, millilitre, millilitres, milliliter, milliliters, ミリリットル, ミリ, 立方センチメートル"),
    ("l", "1000", "m3, m^3, cubic metre, cubic metres, cubic meter, cubic meters, 立方メートル"),
    ("l", "0.015", "tbsp, tablespoon, tablespoons, 大さじ"),
    ("l", "0.005", "tsp, teaspoon, teaspoons, 小さじ"),
    ("cup", "1", "cup, cups, カップ"),
    ("gallon", "1", "gal, gallon, gallons, ガロン"),
    ("g", "1", "gram, grams, gramme, grammes, グラム"),
    ("g", "1000", "kilo, kilos, kilogram, kilograms, キログラム, キロ"),
    ("g", "1/1000", "milligram, milligrams, ミリグラム, ミリ"),
    ("g", "1/1000000", "microgram, micrograms, マイクログラム"),
    ("g", "1000000", "tonne, tonnes, ton, tons, トン"),
    ("g", "453.59237", "lb, lbs, pound, pounds, ポンド"),
    ("g", "28.349523125", "oz, ounce, ounces, オンス"),
    ("V", "1", "volt, volts, ボルト"),
    ("A", "1", "amp, amps, ampere, amperes, アンペア"),
    ("W", "1", "watt, watts, ワット"),
    ("W", "1000", "kilowatt, kilowatts, キロワット"),
    ("Ω", "1", "ω, ohm, ohms, オーム"),
    ("Ω", "1000", "kω, kohm, kilohm, kilohms, kiloohm, kiloohms, キロオーム"),
    ("Ω", "1000000", "megohm, megohms, メガオーム"),
    ("Hz", "1", "hertz, ヘルツ"),
    ("Hz", "1000", "kilohertz, キロヘルツ"),
    ("Hz", "1000000", "megahertz, メガヘルツ"),
    ("Hz", "1000000000", "gigahertz, ギガヘルツ"),
    ("N", "1", "newton, newtons, ニュートン"),
    ("Pa", "1", "pascal, pascals, パスカル"),
    ("Pa", "100", "hectopascal, hectopascals, ヘクトパスカル"),
    ("Pa", "1000", "kilopascal, kilopascals, キロパスカル"),
    ("Pa", "101325", "atm, atmosphere, atmospheres, 気圧"),
    ("Pa", "100000", "bar, bars, バール"),
    ("mmHg", "1", "mmhg, torr, 水銀柱ミリメートル"),
    ("J", "1", "joule, joules, ジュール"),
    ("J", "1000", "kilojoule, kilojoules, キロジュール"),
    ("J", "4.184", "cal, calorie, calories, カロリー"),
    ("J", "4184", "kcal, kilocalorie, kilocalories, キロカロリー"),
    ("J", "3600000", "kwh, kilowatt-hour, kilowatt-hours, kilowatt hour, kilowatt hours, キロワット時"),
    ("C", "1", "coulomb, coulombs, クーロン"),
    ("F", "1", "farad, farads, ファラド"),
    ("H", "1", "henry, henries, ヘンリー"),
    ("T", "1", "tesla, teslas, テスラ"),
    ("mol", "1", "mole, moles, モル"),
    ("dB", "1", "db, decibel, decibels, デシベル"),
    ("m/s2", "1", "m/s2, m/s^2"),
    ("m/s", "1609.344/3600", "mph"),
    ("m/s", "1000/3600", "kph, kmh"),
    ("m/s", "1852/3600", "knot, knots, kt, kn, ノット"),
    ("/s", "1/60", "rpm, bpm"),
    ("USD", "1", "$, usd, us$, dollar, dollars, us dollars, ドル, 米ドル"),
    ("EUR", "1", "€, eur, euro, euros, ユーロ"),
    ("GBP", "1", "£, gbp, pounds sterling, 英ポンド"),
    ("JPY", "1", "¥, jpy, yen, 円"),
    ("USD", "1/100", "¢, cent, cents, セント"),
    ("EUR", "1/100", "cent, cents, セント"),
    ("°", "1", "°, deg, degree, degrees, 度"),
    ("rad", "1", "rad, radian, radians, ラジアン"),
)
"""What an answer may mean by these words beside that."""
_PREFIXES = {"p": -12, "n": -9, "μ": -6, "u": -6, "m": -3, "c": -2, "d": -1, "h": 2, "k": 3, "M": 6, "G": 9, "T": 12}
_SYMBOLS = (
    ("m", "1", "m", "pnμumcdk"),
    ("g", "1", "g", "nμumkM"),
    ("g", "1000000", "t", ""),
    ("l", "1", "l", "μumcdk"),
    ("l", "1", "L", "μumcdk"),
    ("V", "1", "V", "nμumkM"),
    ("A", "1", "A", "pnμumk"),
    ("W", "1", "W", "nμumkMGT"),
    ("VA", "1", "VA", "kM"),
    ("Ω", "1", "Ω", "mkMG"),
    ("Hz", "1", "Hz", "mkMGT"),
    ("N", "1", "N", "mkM"),
    ("Pa", "1", "Pa", "mhkMG"),
    ("J", "1", "J", "mkMGT"),
    ("J", "3600", "Wh", "mkMGT"),
    ("C", "1", "C", "nμum"),
    ("C", "3600", "Ah", "mk"),
    ("F", "1", "F", "pnμum"),
    ("T", "1", "T", "nμum"),
    ("mol", "1", "mol", "nμumk"),
    ("eV", "1", "eV", "mkMGT"),
    ("Bq", "1", "Bq", "mkMGT"),
    ("Sv", "1", "Sv", "nμum"),
    ("Gy", "1", "Gy", "μum"),
    ("lm", "1", "lm", ""),
    ("lx", "1", "lx", "k"),
    ("cd", "1", "cd", ""),
    ("bit/s", "1", "bps", "kMGT"),
    ("K", "1", "K", "nμum"),
    ("B", "1024", "K", ""),
    ("B", "1024", "k", ""),
    (COUNT, "1000000", "M", ""),
    ("mol/l", "1", "M", "nμum"),
    ("B", str(_K**2), "M", ""),
    ("B", str(_K**3), "G", ""),
    ("B", str(_K**4), "T", ""),
    ("s", "1/1000000000", "ns", ""),
    ("B/s", "1", "Bps", ""),
    ("B/s", "1024", "KBps", ""),
    ("B/s", "1024", "kBps", ""),
    ("B/s", str(_K**2), "MBps", ""),
    ("B/s", str(_K**3), "GBps", ""),
    ("B/s", str(_K**4), "TBps", ""),
)
"""Base, factor, symbol and the prefixes it takes."""
_CELSIUS = Unit("K", Fraction(1), Fraction("273.15"))
_FAHRENHEIT = Unit("K", Fraction(5, 9), Fraction("459.67") * Fraction(5, 9))
_DEGREES = Unit("°")
_TEMPERATURES: Mapping[str, tuple[Unit, ...]] = (
    dict.fromkeys(("°c", "degrees celsius", "degree celsius", "celsius", "degrees centigrade", "deg c"), (_CELSIUS, _DEGREES))
    | dict.fromkeys(("°f", "degrees fahrenheit", "degree fahrenheit", "fahrenheit", "deg f"), (_FAHRENHEIT,))
    | dict.fromkeys(("kelvin", "kelvins", "ケルビン", "°k"), (Unit("K"),))
    | dict.fromkeys(("°", "deg", "degree", "degrees", "度"), (_DEGREES, _CELSIUS, _FAHRENHEIT))
    | {
        "c": (_CELSIUS,),
        "f": (_FAHRENHEIT,),
        "摂氏": (_CELSIUS,),
        "セ氏": (_CELSIUS,),
        "華氏": (_FAHRENHEIT,),
        "カ氏": (_FAHRENHEIT,),
    }
)


def _factor(written: str) -> Fraction:
    above, _, below = written.partition("/")
    return Fraction(above) / Fraction(below or "1")


def _named() -> Iterator[tuple[str, Unit]]:
    for base, factor, names in (*_PLAIN, *_WORDS):
        yield from ((name, Unit(base, _factor(factor))) for name in names.split(", "))
    for name, units in _TEMPERATURES.items():
        yield from ((name, unit) for unit in units)


def _symbols() -> Iterator[tuple[str, Unit]]:
    for base, factor, symbol, prefixes in _SYMBOLS:
        yield symbol, Unit(base, _factor(factor))
        yield from ((p + symbol, Unit(base, _factor(factor) * Fraction(10) ** _PREFIXES[p])) for p in prefixes)


def _gathered(pairs: Iterator[tuple[str, Unit]]) -> Mapping[str, tuple[Unit, ...]]:
    found: dict[str, list[Unit]] = {}
    for name, unit in pairs:
        if unit not in (units := found.setdefault(name, [])):
            units.append(unit)
    return {name: tuple(units) for name, units in found.items()}


PLAIN: Mapping[str, Unit] = {name: Unit(base, _factor(factor)) for base, factor, names in _PLAIN for name in names.split(", ")}
"""Units of any text, by their names in small letters."""
_EXACT = _gathered(_symbols())
_BY_NAME = _gathered(_named())
_FOLDED = _gathered((name.casefold(), unit) for name, unit in (*_named(), *_symbols()))
NAMES: Collection[str] = _FOLDED.keys()
"""All that may be a unit in an answer, in small letters."""
PER = [
    name
    for name, units in _BY_NAME.items()
    if {unit.base for unit in units} & {"s", "month", "l", "g", "m", "m2", "mol", "gallon"}
]
PER += [symbol.casefold() for symbol, units in _EXACT.items() if units[0].base in {"l", "g", "m"}]
"""What a rate may be per."""


def readings(written: str) -> tuple[Unit, ...]:
    """What a unit in an answer may stand for, likeliest first; `written` with its case, which decides where it can."""
    exact = _EXACT.get(written, ())
    others = (_BY_NAME if exact else _FOLDED).get(written.casefold(), ())
    return exact + tuple(unit for unit in others if unit not in exact)


def likeliest(units: tuple[Unit, ...], like: Collection[Unit]) -> Unit:
    """The reading that is one of those, or measures the same as one of them; else the likeliest."""
    bases = {unit.base for unit in like}
    alike = [unit for unit in units if unit in like] or [unit for unit in units if unit.base in bases]
    return (alike or list(units))[0]
