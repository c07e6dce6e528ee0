"""Sends thousands of seeded lines through `xinhu score` and compares each answer with the plain scorer.

usage: compare.py PATH_OF_XINHU
"""

import itertools
import json
import random
import subprocess
import sys

from plain_scorer import ITEMS, VALUES, score

LINES_PER_INSTRUMENT = 6_000
BAD_LINES = [
    '{"instrument":"phq9"}',
    '{"instrument":"phq9","answers":{"phq9_1":4}}',
    '{"instrument":"phq9","answers":{"phq9_1":-1}}',
    '{"instrument":"phq9","answers":{"phq9_1":"2"}}',
    '{"instrument":"phq9","answers":{"phq9_1":1.5}}',
    '{"instrument":"phq9","answers":{"phq9_1":true}}',
    '{"instrument":"phq9","answers":{"phq9_1":"refused"}}',
    '{"instrument":"phq9","answers":{"phq9_11":1}}',
    '{"instrument":"phq9","answers":{"phq9_1":1,"phq9_1":1}}',
    '{"instrument":"phq9","answers":{},"answers":{}}',
    '{"instrument":"phq9","answers":{},"name":"x"}',
    '{"instrument":"phq9","context":{"height":1},"answers":{}}',
    '{"instrument":"phq9","context":{"age_years":-1},"answers":{}}',
    '{"instrument":"phq9","context":{"sex":"other"},"answers":{}}',
    '{"instrument":"phq9","context":{"informant":"dog"},"answers":{}}',
    '{"instrument":"phq99","answers":{}}',
    '{"answers":{}}',
    "[]",
    "{",
    "not JSON",
]


def one_line(instrument, answers, rng):
    """A line and what it must give; null answers are sometimes written and sometimes left out."""
    written = {}
    for number, answer in enumerate(answers, start=1):
        if answer is not None or rng.random() < 0.5:
            written[f"{instrument}_{number}"] = answer
    context, age, informant = {}, None, "self"
    if rng.random() < 0.5:
        age = rng.randint(5, 20)
        if rng.random() < 0.5:
            context["age_years"] = age
        if "age_years" not in context or rng.random() < 0.5:
            context["age_months"] = age * 12 + rng.randint(0, 11)
    if rng.random() < 0.2:
        informant = rng.choice(["self", "parent", "teacher", "staff"])
        context["informant"] = informant
    if rng.random() < 0.2:
        context["sex"] = rng.choice(["female", "male", "unspecified"])
    line = {"instrument": instrument, "answers": written}
    if context or rng.random() < 0.5:
        line["context"] = context
    keys = list(line)
    rng.shuffle(keys)
    text = json.dumps({key: line[key] for key in keys})
    return text, score(instrument, answers, age, informant)


def random_lines(rng):
    for instrument, items in ITEMS.items():
        values = list(VALUES[instrument])
        for _ in range(LINES_PER_INSTRUMENT):
            gaps = rng.choice([0, 0, 0.1, 0.3, 1])
            answers = [None if rng.random() < gaps else rng.choice(values) for _ in range(items)]
            yield one_line(instrument, answers, rng)


def small_complete_sets(rng):
    """All complete GAD-7 and WHO-5 answer sets."""
    for instrument in ("gad7", "who5"):
        for answers in itertools.product(VALUES[instrument], repeat=ITEMS[instrument]):
            yield one_line(instrument, list(answers), rng)


def run(xinhu, lines):
    done = subprocess.run(
        [xinhu, "score"], input="\n".join(lines) + "\n", capture_output=True, text=True, check=False
    )
    answers = done.stdout.splitlines()
    if len(answers) != len(lines):
        sys.exit(f"error: {len(lines)} lines went in, {len(answers)} came out: {done.stderr.strip()}")
    return done.returncode, [json.loads(answer) for answer in answers]


def check_good(xinhu, cases):
    code, answers = run(xinhu, [line for line, _ in cases])
    if code != 0:
        sys.exit(f"error: `xinhu score` ended with {code} over lines without a mistake")
    for (line, expected), answer in zip(cases, answers):
        if answer != expected:
            sys.exit(
                f"error: the scorers differ\n  line     {line}\n"
                f"  expected {json.dumps(expected)}\n  xinhu    {json.dumps(answer)}"
            )
    return len(cases)


def check_bad(xinhu):
    good = '{"instrument":"gad7","answers":{}}'
    lines = [line for bad in BAD_LINES for line in (bad, good)]
    code, answers = run(xinhu, lines)
    if code != 1:
        sys.exit(f"error: bad lines must end in exit code 1, not {code}")
    for number, (line, answer) in enumerate(zip(lines, answers), start=1):
        error = answer.get("error")
        if line == good:
            if error:
                sys.exit(f"error: a good line after a bad one was refused: {answer}")
        elif not error or error.get("line") != number or not error.get("code") or not error.get("message"):
            sys.exit(f"error: line {number} needs an error that names it: {line} gave {answer}")
    return len(BAD_LINES)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: compare.py PATH_OF_XINHU")
    xinhu = sys.argv[1]
    rng = random.Random(20261123)
    agreed = check_good(xinhu, list(random_lines(rng)) + list(small_complete_sets(rng)))
    refused = check_bad(xinhu)
    print(f"{agreed} answer sets scored alike, {refused} bad lines refused by line number")


if __name__ == "__main__":
    main()
