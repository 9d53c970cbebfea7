"""Dates, times and periods of EDI as people write them: 2379 of UN/EDIFACT, 1250 of X12, and the dates of envelopes."""

from datetime import datetime

_DAY, _MINUTE, _SECOND = "%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"
# The format, to how it is read, in how many digits, and how it is shown.
_FORMATS = {
    "2": ("%d%m%y", 6, _DAY), "3": ("%m%d%y", 6, _DAY), "4": ("%d%m%Y", 8, _DAY),
    "101": ("%y%m%d", 6, _DAY), "102": ("%Y%m%d", 8, _DAY),
    "201": ("%y%m%d%H%M", 10, _MINUTE), "202": ("%y%m%d%H%M%S", 12, _SECOND),
    "203": ("%Y%m%d%H%M", 12, _MINUTE), "204": ("%Y%m%d%H%M%S", 14, _SECOND),
    "301": ("%y%m%d%H%M", 10, _MINUTE), "303": ("%Y%m%d%H%M", 12, _MINUTE), "304": ("%Y%m%d%H%M%S", 14, _SECOND),
    "401": ("%H%M", 4, "%H:%M"), "402": ("%H%M%S", 6, "%H:%M:%S"),
    "602": ("%Y", 4, "%Y"), "609": ("%y%m", 4, "%Y-%m"), "610": ("%Y%m", 6, "%Y-%m"),
    "D8": ("%Y%m%d", 8, _DAY), "D6": ("%y%m%d", 6, _DAY), "DT": ("%Y%m%d%H%M", 12, _MINUTE), "TM": ("%H%M", 4, "%H:%M"),
}  # fmt: skip
_PERIODS = {"711": "102", "718": "102", "713": "201", "719": "203", "RD8": "D8"}
_SPANS = {"801": "years", "802": "months", "803": "weeks", "804": "days", "805": "hours", "806": "minutes"}
_WEEKS = {"615": 2, "616": 4}
_BARE = {
    # Dates that need no format: of the envelopes, and DE 373 and 337 of X12.
    "0017": ("101", "102"), "0019": ("401",), "373": ("102", "101"), "337": ("401", "402"),
    "I08": ("101", "102"), "I09": ("401",), "446": ("102", "101"), "370": ("102", "101"), "388": ("102", "101"),
}  # fmt: skip


def readable(element: str, value: str, code: str) -> str:
    """The date, time or period in words; empty where it is none, or is written in another way than it says."""
    sent = value.strip()
    if element in _BARE:
        whole = [each for each in _BARE[element] if _FORMATS[each][1] == len(sent)]
        return next(filter(None, (_moment(sent, each) for each in whole or _BARE[element])), "")
    if code in _PERIODS:
        return _period(sent.replace("-", ""), _PERIODS[code])
    if code in _SPANS and sent.isascii() and sent.isdigit():
        return f"{int(sent)} {_SPANS[code]}"
    if code in _WEEKS and sent.isascii() and sent.isdigit() and len(sent) == _WEEKS[code] + 2:
        return f"week {int(sent[-2:])} of {sent[:-2]}"
    return _moment(sent, code)


def _moment(sent: str, code: str) -> str:
    pattern, digits, shown = _FORMATS.get(code, ("", 0, ""))
    if not pattern or len(sent) < digits or not sent[:digits].isascii() or not sent[:digits].isdigit():
        return ""
    try:
        moment = datetime.strptime(sent[:digits], pattern)  # noqa: DTZ007  a time as sent has no zone
    except ValueError:
        return ""
    return moment.strftime(shown).removesuffix(" 00:00")


def _period(digits: str, code: str) -> str:
    half = len(digits) // 2
    first, last = _moment(digits[:half], code), _moment(digits[half:], code)
    return f"{first} to {last}" if first and last else ""
