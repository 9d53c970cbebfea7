"""Large interchanges of EDIFACT and X12, of clean orders as `bench.edi_orders` writes them."""

from collections.abc import Iterator

from bench.edi_orders import interchange

# Released separators, a letter beyond ASCII, and a question mark that ends a segment.
_REMARK = "FTX+DEL+++Tor 3?: läuten? Ja??'\nFTX+PUR+++Lieferung an Rampe 2 und 3?+4'\n"
_ISA = b"ISA*00*          *00*          *01*952100001      *ZZ*ORDERMILL      *260302*0800*U*00401*000000007*0*P*>~\n"
_HEADING = (
    "BEG*00*SA*PO{number:07}**20260302~\nCUR*BY*USD~\nREF*DP*042~\nPER*BD*Ann Field*TE*5550100~\nDTM*002*20260316~\n"
    "N1*BY*Bench Inc*92*0042~\nN1*ST*Bench Inc*92*0043~\nN3*1 Way~\nN4*Austin*TX*78701*US~\n"
)
_LINE = (
    "PO1*{line}*10*EA*{line}.25**VN*SKU-{line:04}*BP*B-{line:04}*UP*952000000{line:03}~\n"
    "PID*F*08***Item {line}, zinc plated~\nPO4*1*10*EA~\nDTM*002*20260316~\n"
)
_LINES = 10


def edifact(size: int) -> Iterator[bytes]:
    """The parts of an interchange of at least `size` bytes, one message each."""
    content = interchange(0)
    yield content[: content.index(b"UNH")]
    count = written = 0
    while written < size:
        count += 1
        body = _message(interchange(count), str(count))
        written += len(body)
        yield body
    yield f"UNZ+{count}+I0000000'\n".encode()


def x12(size: int) -> Iterator[bytes]:
    """The same of X12, in one group."""
    yield _ISA + b"GS*PO*952100001*ORDERMILL*20260302*0800*7*X*004010~\n"
    count = written = 0
    while written < size:
        count += 1
        body = _set(count)
        written += len(body)
        yield body
    yield f"GE*{count}*7~\nIEA*1*000000007~\n".encode()


def _message(content: bytes, reference: str) -> bytes:
    text = content[content.index(b"UNH") : content.index(b"UNT")].decode("latin-1")
    text = text.replace("UNH+1+", f"UNH+{reference}+").replace("CUX+", f"{_REMARK}CUX+", 1)
    # Orders differ in quantities and texts more than in items and prices.
    text = text.replace("QTY+21:10:", f"QTY+21:{reference}:").replace(":::Item ", f":::Order {reference}, item ")
    return f"{text}UNT+{text.count(chr(10)) + 1}+{reference}'\n".encode("latin-1")


def _set(number: int) -> bytes:
    body = _HEADING.format(number=number) + "".join(_LINE.format(line=at) for at in range(1, _LINES + 1))
    body = f"ST*850*{number:09}~\n{body}CTT*{_LINES}~\n"
    return f"{body}SE*{body.count(chr(10)) + 1}*{number:09}~\n".encode()
