"""A skip counts as a failure on CI, and only there."""

import pytest

SKIPPING = """
    import pytest

    def test_runs():
        pass

    def test_skips():
        pytest.skip("no such server")

    @pytest.mark.xfail(strict=True)
    def test_fails_as_expected():
        assert False
"""


def test_a_skip_on_ci_fails_with_its_reason(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    pytester.makepyfile(SKIPPING)
    result = pytester.runpytest("-p", "tests.no_skips")
    result.assert_outcomes(passed=1, failed=1, xfailed=1)
    result.stdout.fnmatch_lines(["*On CI a skip is a failure. Skipped: no such server*"])


def test_a_skip_elsewhere_stays_a_skip(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    pytester.makepyfile(SKIPPING)
    pytester.runpytest("-p", "tests.no_skips").assert_outcomes(passed=1, skipped=1, xfailed=1)


def test_a_module_that_skips_itself_on_ci_fails(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    pytester.makepyfile("import pytest\npytest.importorskip('no_such_module_anywhere')")
    pytester.runpytest("-p", "tests.no_skips").assert_outcomes(errors=1)
