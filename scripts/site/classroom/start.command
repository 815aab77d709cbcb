#!/bin/sh
# A double click on macOS, or "sh start.command" anywhere: serves the folder "site" with Node or Python, whichever is there.
cd "$(dirname "$0")" || exit 1
if command -v node > /dev/null 2>&1; then exec node start.mjs "$@"; fi
if command -v python3 > /dev/null 2>&1; then exec python3 start.py "$@"; fi
echo "Neither Node nor Python 3 is installed here. Any other static server can serve the folder \"site\"."
exit 1
