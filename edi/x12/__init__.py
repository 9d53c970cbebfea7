"""The X12 wire: interchanges (ISA), functional groups (GS) and transaction sets (ST)."""
