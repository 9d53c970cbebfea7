"""What is ordered, in which units, and how much of it there is when: what the rules about lines share."""
