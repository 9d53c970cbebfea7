"""What is agreed with a partner, applied to what a parser read. Pure: readings and profiles in, readings out."""
