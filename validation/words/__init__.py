"""What texts mean, with the words of each language as TOML files, and how findings are worded."""
