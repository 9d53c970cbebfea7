"""Fixtures for every test: real servers on loopback, each started when a test first asks for it."""

pytest_plugins = [
    "pytester",
    "tests.no_skips",
    "tests.plain_logs",
    "tests.servers.chromium",
    "tests.servers.dovecot",
    "tests.servers.postgres",
]
