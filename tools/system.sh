#!/bin/sh
# What the tests use that comes neither from pip nor from npm: a browser for the journeys, and LibreOffice with pdftotext to
# read the numbers that Word documents show. Installed where that is possible; elsewhere those tests skip and say so.

missing=""
[ -n "$(command -v chromium chromium-browser google-chrome | head -n 1)" ] || missing="$missing chromium"
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-writer"
command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing for the tests:$missing"
    export DEBIAN_FRONTEND=noninteractive
    # Word by word: one package that cannot be had must not keep the others away.
    apt-get update -qq
    for package in $missing; do
        apt-get install -y -qq --no-install-recommends "$package" >/dev/null || echo "Could not install $package."
    done
else
    echo "Not here, and needs somebody who may install it:$missing. The tests that use it will be skipped."
fi
exit 0
