#!/bin/sh
# Write the lock files anew: every version with its hashes, no address.
set -eu
for name in site test benchmarks; do
    .venv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
        "requirements/$name.in" -o "requirements/$name.txt"
done
