"""jupyter_kernel_test with every attribute filled in for Java, and nothing skipped (see conftest: a skip fails the run)."""

from __future__ import annotations

import os
from collections.abc import Iterator

import jupyter_kernel_test
import pytest

import words
from notebook import jupyter_env

KERNEL = os.environ.get("WEFT_TEST_KERNEL", "weft")


@pytest.fixture(scope="module", autouse=True)
def empty_history(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The suite counts what its searches find, and starts kernels with this process's environment."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in jupyter_env(tmp_path_factory.mktemp("conformance")).items():
            patch.setenv(name, value)
        yield


class TestKernel(jupyter_kernel_test.KernelTests):
    kernel_name = KERNEL
    language_name = "java"
    file_extension = ".jshell"

    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    code_generate_error = 'throw new IllegalStateException("on purpose");'
    code_page_something = "%help"
    code_inspect_sample = "Math.abs"
    code_clear_output = words.CLEAR_OUTPUT_NOW

    completion_samples = [
        {"text": "Math.signu", "matches": {"signum"}},
        {"text": "Thread.onSpinW", "matches": {"onSpinWait"}},
        {"text": "new AtomicIntegerArr", "matches": {"AtomicIntegerArray"}},
    ]
    complete_code_samples = ["1", "int x = 1;", "void f() { }", 'System.out.println("x");', "// note"]
    incomplete_code_samples = ["void f() {", "int x = (1 +", "/* open", 'String s = """\n  text']
    invalid_code_samples = ["int = 5;", "}", "class class { }"]

    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "List.of(1, 2, 3)", "result": "[1, 2, 3]"},
        {"code": "Math.max(3, 9)", "result": "9"},
    ]
    code_display_data = [
        {"code": words.SHOW_HTML, "mime": "text/html"},
        {"code": words.SHOW_TEXT, "mime": "text/plain"},
    ]
    code_history_pattern = "6 ?*7*"
    supported_history_operations = ("tail", "range", "search")


class TestWelcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = KERNEL
    support_iopub_welcome = True
