"""What the parsers of segments share, be their syntax EDIFACT or X12."""
