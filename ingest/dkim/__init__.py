"""DKIM signatures (RFC 6376, RFC 8463) verified over the archived bytes, with keys that somebody else looks up."""
