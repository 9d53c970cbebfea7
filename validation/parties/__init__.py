"""Names, addresses and senders: what the rules about who ordered and where the goods go share."""
