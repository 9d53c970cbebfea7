"""What is known of a document beside its pages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Which parser reads, and what is known beside the pages: the file's name, and the mail's subject and sender."""

    parser: str
    file_name: str = ""
    subject: str = ""
    sender: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names that may say what the document is."""
        return tuple(name for name in (self.stem, self.subject) if name)

    @property
    def stem(self) -> str:
        """The file's name without what follows its last dot."""
        return self.file_name.rpartition(".")[0] or self.file_name
