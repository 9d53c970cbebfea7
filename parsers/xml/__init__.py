"""What the XML formats share: a safe tree, values with their XPath, findings, and what nothing has read."""
