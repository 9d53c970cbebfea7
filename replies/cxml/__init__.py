"""Answers in cXML: the Response to a request, and the ConfirmationRequest to an order."""
