"""Fixtures for every test: real servers on loopback, each started when a test first asks for it."""

from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is, and nothing of what is tested.
settings.register_profile("busy", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

pytest_plugins = [
    "pytester",
    "tests.no_skips",
    "tests.plain_logs",
    "tests.servers.chromium",
    "tests.servers.dovecot",
    "tests.servers.edifact_reader",
    "tests.servers.postgres",
]
