"""What differs between two orders: what changes, cancellations and copies share."""
