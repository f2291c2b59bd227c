#!/bin/sh
# Prints the Chromium the browser tests drive: CHROMIUM if set, else the first on PATH.
for browser in "${CHROMIUM:-}" chromium chromium-browser google-chrome-stable google-chrome; do
  [ -n "$browser" ] && command -v "$browser" && exit 0
done
exit 1
