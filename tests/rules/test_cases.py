"""Every worked example of `cases/`, through the function and through the program."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from portal.rules.runner import answer

CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_case(rule, case):
    result = answer({"rule": rule, "given": case["given"]})
    assert {key: result[key] for key in case["expect"]} == case["expect"]


def test_the_program_answers_every_case_in_order():
    cases = [param.values for param in CASES]
    lines = "".join(json.dumps({"rule": rule, **case}) + "\n" for rule, case in cases)
    run = subprocess.run(
        [sys.executable, "-m", "portal.rules"],
        input=lines,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    results = [json.loads(line) for line in run.stdout.splitlines()]
    assert [
        {key: result.get(key, result) for key in case["expect"]}
        for (_, case), result in zip(cases, results, strict=True)
    ] == [case["expect"] for _, case in cases]
