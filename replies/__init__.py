"""What goes back to the customer: decided here, written in the customer's own standard, sent by the outbox."""
