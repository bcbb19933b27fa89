#!/bin/sh
# The tests walk the site in a real Chromium and search it in Firefox too, and open its workbooks in
# LibreOffice; Chinese pages need Chinese fonts.
set -eu

missing=
if ! command -v chromium >/dev/null && ! command -v google-chrome >/dev/null; then
    missing=chromium
fi
if ! command -v firefox-esr >/dev/null && ! command -v firefox >/dev/null; then
    missing="$missing firefox-esr"
fi
if ! ls /usr/share/fonts/opentype/noto/*CJK* >/dev/null 2>&1; then
    missing="$missing fonts-noto-cjk"
fi
if ! command -v soffice >/dev/null; then
    missing="$missing libreoffice-calc-nogui"
fi
# The program that drives the browser is linked against it; Chromium is not.
if command -v ldconfig >/dev/null && ! ldconfig -p | grep -q 'libatomic\.so\.1'; then
    missing="$missing libatomic1"
fi
if [ -z "$missing" ]; then
    exit 0
fi
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "安装浏览器、LibreOffice 和中文字体：$missing"
    log=$(mktemp)
    if { apt-get update &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; } \
        >"$log" 2>&1; then
        rm -f "$log"
        exit 0
    fi
    tail -n 20 "$log" >&2
fi
echo "检验需要真实的浏览器、LibreOffice 和中文字体。请用管理员身份运行：apt-get install $missing" >&2
echo "The tests need a real browser, LibreOffice and Chinese fonts. As administrator run: apt-get install $missing" >&2
exit 1
