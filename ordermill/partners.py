"""The profiles of partners: one annotated TOML for each, in the folder that `[partners]` of the settings names."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from config.loading import SettingsError, line_in, problems, read_table
from orders.errors import Misconfigured
from orders.partner import NO_PARTNERS, PartnerProfile, PartnerProfiles, same_identities

SUFFIX = ".toml"


def partners_in(folder: Path) -> PartnerProfiles:
    """All profiles of a folder. Raises `Misconfigured` naming every file, line and setting that is wrong."""
    if not folder.is_dir():
        raise Misconfigured(f"There is no folder {folder}. Make it, or name another one in [partners] folder.")
    faults: list[str] = []
    read: list[PartnerProfile] = []
    for file in profile_files(folder):
        try:
            read.append(profile_in(file))
        except Misconfigured as fault:
            faults.append(str(fault))
    faults += _shared(folder, read)
    if faults:
        raise Misconfigured("\n".join(faults))
    return PartnerProfiles(partners=tuple(read)) if read else NO_PARTNERS


def profile_files(folder: Path) -> list[Path]:
    """The files of profiles in a folder, by name; hidden ones are an editor's."""
    return sorted(file for file in folder.glob(f"*{SUFFIX}") if not file.name.startswith("."))


def profile_in(file: Path) -> PartnerProfile:
    """One profile; its name is that of its file. Raises `Misconfigured`."""
    try:
        table = read_table(file)
    except SettingsError as error:
        raise Misconfigured(str(error).replace("settings file", "profile")) from error
    if "name" in table:
        line = line_in(file)(("name",))
        raise Misconfigured(
            f"{file} has settings that cannot be used:\n  line {line}: name: the name of a profile is that of its "
            "file; what people call the partner is title"
        )
    try:
        return PartnerProfile.model_validate({**table, "name": file.name.removesuffix(SUFFIX)})
    except ValidationError as error:
        raise Misconfigured(problems(error, str(file), line_in(file))) from error


def _shared(folder: Path, profiles: list[PartnerProfile]) -> Iterator[str]:
    for one, other, identity in same_identities(profiles):
        first, second = (folder / f"{profile.name}{SUFFIX}" for profile in (one, other))
        number = next(n for n, each in enumerate(other.identities) if each.key == identity.key)
        line = line_in(second)(("identities", number))
        yield (
            f"{second} has settings that cannot be used:\n  {f'line {line}: ' if line else ''}identities: "
            f"{identity} is also in {first}: take it from one of them"
        )
