"""A child that may write files writes them in its folder and nowhere else, kept by the kernel where it has Landlock.

Linux 5.13 and newer, for processes without privileges too. https://docs.kernel.org/userspace-api/landlock.html
"""

import ctypes
import os
import struct
from enum import IntFlag
from pathlib import Path
from typing import Final

_CREATE_RULESET: Final = 444
_ADD_RULE: Final = 445
_RESTRICT_SELF: Final = 446
_VERSION: Final = 1
_PATH_BENEATH: Final = 1
_SET_NO_NEW_PRIVILEGES: Final = 38
_KNOWS_TRUNCATE: Final = 3


class _Access(IntFlag):
    """Every right that changes a file system."""

    WRITE_FILE = 1 << 1
    REMOVE_DIR = 1 << 4
    REMOVE_FILE = 1 << 5
    MAKE_CHAR = 1 << 6
    MAKE_DIR = 1 << 7
    MAKE_REG = 1 << 8
    MAKE_SOCK = 1 << 9
    MAKE_FIFO = 1 << 10
    MAKE_BLOCK = 1 << 11
    MAKE_SYM = 1 << 12
    TRUNCATE = 1 << 14


_FILES: Final = _Access.WRITE_FILE | _Access.TRUNCATE
_IN_FOLDER: Final = _FILES | _Access.REMOVE_DIR | _Access.REMOVE_FILE | _Access.MAKE_DIR | _Access.MAKE_REG


def fence_in(folder: Path) -> bool:
    """For this thread and all that it starts, for good; false where the kernel cannot. Call it before other threads."""
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION)
    if version < 1:
        return False
    known = _Access(sum(_Access)) if version >= _KNOWS_TRUNCATE else _Access(sum(_Access)) & ~_Access.TRUNCATE
    rights = struct.pack("=Q", known)
    rules = libc.syscall(_CREATE_RULESET, rights, ctypes.c_size_t(len(rights)), 0)
    if rules < 0:
        return False
    try:
        allowed = _allow(libc, rules, folder, _IN_FOLDER & known) and _allow(
            libc, rules, Path(os.devnull), _FILES & known
        )
        return allowed and _enter(libc, rules)
    finally:
        os.close(rules)


def _allow(libc: ctypes.CDLL, rules: int, path: Path, access: _Access) -> bool:
    beneath = os.open(path, os.O_PATH)
    try:
        rule = struct.pack("=Qi", access, beneath)
        return bool(libc.syscall(_ADD_RULE, rules, _PATH_BENEATH, rule, 0) == 0)
    finally:
        os.close(beneath)


def _enter(libc: ctypes.CDLL, rules: int) -> bool:
    return bool(libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0 and libc.syscall(_RESTRICT_SELF, rules, 0) == 0)
