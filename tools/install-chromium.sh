#!/usr/bin/env bash
# Install Debian's Chromium for the browser tests and the screenshots, where that can be done.
set -euo pipefail
if command -v chromium >/dev/null; then
  echo "chromium is there: $(command -v chromium)"
elif command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core
else
  echo "cannot install chromium here: as root on Debian, apt-get install chromium" >&2
  echo "(or set FACTCOV_CHROMIUM to a Chromium or Chrome that is there)" >&2
  exit 1
fi
