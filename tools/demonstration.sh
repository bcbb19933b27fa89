#!/bin/sh
# The log and the announcements of the demonstration, made anew by the commands: after a change of
# rubric.yaml, of its evidence, or of what the log holds. The ballots are invented, from one seed.
set -eu
cd "$(dirname "$0")/.."
private=$(mktemp -d)
trap 'rm -rf "$private"' EXIT
taizhang() { .venv/bin/python -m generator "$@" --quiet --private "$private" >/dev/null; }
step() { taizhang "$1" "$2" --date "$3" --by "$4"; }

rm -rf content/results/2018
step state open 2018-01-15 市科协办公室（演示）
step state closed 2019-01-05 市科协办公室（演示）
step state reviewing 2019-01-08 市科协办公室（演示）
taizhang demo ballots --seed 2018
step state deciding 2019-01-18 市科协办公室（演示）
taizhang decision
sed -i 's/^commended: 待填$/commended: [东海县, 赣榆区]/' "$private/decision.yaml"
step announce proposed 2019-01-21 市科协主席办公会（演示）
step announce final 2019-01-30 市科协主席办公会（演示）
