"""Answers in UBL: OrderResponse, also as Peppol BIS Ordering and Advanced Ordering have it."""
