# shellcheck shell=bash
# What the scripts of this folder share: a temporary folder, pinned packages in it, and one check.

set -euo pipefail

findings=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Says what kept a script from trying anything, and ends it.
not_tried() {
    echo "NOT TRIED: $1" >&2
    exit 2
}

# A virtual environment with these packages, at the versions of versions.txt.
install() {
    python3 -m venv "$work/venv" || not_tried "no virtual environment could be made"
    pip install --no-compile --constraint "$findings/versions.txt" "$@"
}

pip() {
    "$work/venv/bin/python" -m pip --quiet --quiet --disable-pip-version-check "$@" \
        || not_tried "pip could not do: $*"
}

# MediaPipe, a picture of a person from scikit-image and the pose model of an older MediaPipe wheel.
install_mediapipe() {
    install mediapipe
    pip install --no-compile --no-deps --constraint "$findings/versions.txt" scikit-image
    pip download --no-deps --only-binary=:all: --python-version 3.11 \
        --platform manylinux_2_28_x86_64 --dest "$work" mediapipe==0.10.21
    run "$findings/model.py" "$work"/mediapipe-0.10.21-*.whl "$work/pose.task" \
        || not_tried "the pose model could not be made"
}

# Python on standard input: it prints what it sees and calls `described(condition, claim)`.
check() {
    run - || exit 1
    echo "as described"
}

# Native libraries are talkative on standard error; it is shown only where something fails.
# Nothing listens at the proxy: MediaPipe reports its use, and nothing here needs the network.
run() {
    (cd "$work" && PYTHONPATH="$findings" PYTHONDONTWRITEBYTECODE=1 \
        https_proxy=http://127.0.0.1:9 venv/bin/python "$@" 2>errors.log) \
        || { tail -n 20 "$work/errors.log" >&2; return 1; }
}
