"""What it means to read an answer back: ours, to verify it, or one that somebody sent us."""


class UnreadableAnswer(ValueError):
    """The bytes hold no answer of this kind, or one that lacks what every such answer has."""
