#!/bin/sh
# Brings into this folder what Deskbell needs: uv in .tools/, and Python packages in .venv/. For the tests
# it also sees to Chromium and PostgreSQL, which come from the system. `make` runs it in the project's folder.
# It needs a POSIX shell, a Python with pip, and the network when something has changed.
#     sh launcher/packages.sh run     what Deskbell needs
#     sh launcher/packages.sh test    what its tests need as well
#     sh launcher/packages.sh lock    renews the lock files from pyproject.toml
set -eu

wish=$1

main() {
    case $wish in
    lock)
        bring_uv
        renew_locks
        ;;
    run)
        is_installed || install_packages
        ;;
    test)
        bring_system_packages
        is_installed || install_packages
        ;;
    esac
}

fail() {
    echo "$1" >&2
    exit 1
}

# --- Python ---------------------------------------------------------------------------------------------

is_fitting() { # whether $1 is a Python that the lock files are made for
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1
}

find_python() { # PYTHON=python3.12 chooses one
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if is_fitting "$candidate"; then
            "$candidate" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    fail "Deskbell needs Python 3.11, 3.12 or 3.13, and ${PYTHON:-what is here} is none of them: install one\
 (on Debian or Ubuntu: sudo apt-get install python3 python3-pip), then type the command again."
}

# --- uv -------------------------------------------------------------------------------------------------

find_uv() { # sets uv
    for uv in .tools/venv/bin/uv .tools/uv/bin/uv; do
        [ "$("$uv" --version 2>/dev/null | cut -d ' ' -f 2)" != "$(locked_uv)" ] || return 0
    done
    return 1
}

locked_uv() {
    sed -n 's/^uv==\([0-9.]*\).*/\1/p' requirements-uv.lock
}

bring_uv() {
    trust_the_system
    find_uv || install_uv
}

install_uv() {
    python=$(find_python)
    echo "Installing uv $(locked_uv), which installs the rest …"
    rm -rf .tools
    # Debian's Python may be unable to make a venv; then its pip alone will do.
    if "$python" -m venv .tools/venv >/dev/null 2>&1; then
        locked_install .tools/venv/bin/python
    elif "$python" -m pip --version >/dev/null 2>&1; then
        rm -rf .tools
        locked_install "$python" --target .tools/uv
    else
        fail "Python has no pip: install it (on Debian or Ubuntu: sudo apt-get install python3-pip),\
 then type the command again."
    fi && find_uv || fail "uv could not be installed: see above, check the network, then type the command again."
}

locked_install() {
    installing_python=$1
    shift
    "$installing_python" -m pip install "$@" --quiet --disable-pip-version-check --no-cache-dir --no-input \
        --root-user-action=ignore --require-hashes -r requirements-uv.lock
}

trust_the_system() { # uv carries certificates of its own; companies add theirs to the system's
    if [ -d /etc/ssl/certs ] || [ -d /etc/pki/tls ]; then
        export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"
    fi
}

# --- Packages -------------------------------------------------------------------------------------------

lock_files() { # what the tests need stays once it is there: `make run` does not take it away
    if [ "$wish" = test ] || [ -e .venv/bin/pytest ]; then
        echo requirements.lock requirements-test.lock
    else
        echo requirements.lock
    fi
}

fingerprint() {
    # shellcheck disable=SC2046  # a list of names without blanks
    cat $(lock_files) | cksum
}

is_installed() {
    [ -s .venv/.installed ] && [ "$(cat .venv/.installed)" = "$(fingerprint)" ] && is_wanted_python
}

is_wanted_python() { # the venv may be older than the machine's Python, or than the wish for another
    is_fitting .venv/bin/python && { [ -z "${PYTHON:-}" ] || [ "$(version .venv/bin/python)" = "$(version "$PYTHON")" ]; }
}

version() {
    "$1" -c 'import sys; print(*sys.version_info[:2])' 2>/dev/null || :
}

install_packages() {
    bring_uv
    if ! is_wanted_python; then
        python=$(find_python)
        "$uv" venv --quiet --clear --no-python-downloads --python "$python" .venv
    fi
    rm -f .venv/.installed
    began=$(date +%s) fetched_before=$(count_fetched)
    : >"$uv_says"
    show_progress &
    showing=$!
    sync_packages && is_synced=yes || is_synced=no
    kill "$showing" 2>/dev/null || :
    wait "$showing" 2>/dev/null || :
    if [ $is_synced = no ]; then
        [ ! -t 1 ] || echo
        cat "$uv_says" >&2
        fail "The packages could not be installed: see above, check the network, then type the command again."
    fi
    say "Installed $(said_by_uv Installed) packages into .venv in $(($(date +%s) - began)) s."
    echo
    fingerprint >.venv/.installed
}

uv_says=.tools/uv.log # with a line for each of some 130 packages: shown only if something fails

sync_packages() {
    # Two packages come as source only; --build-constraints has them built with the locked setuptools.
    # shellcheck disable=SC2046
    "$uv" pip sync --no-progress --color never --python .venv/bin/python --require-hashes \
        --build-constraints requirements.lock $(lock_files) 2>"$uv_says"
}

show_progress() { # on a terminal one line that counts, until it is killed or nobody is left to kill it
    say "Installing the packages that Deskbell is made of …"
    [ -t 1 ] || echo
    while [ -t 1 ] && sleep 1 && kill -0 $$ 2>/dev/null; do
        fetched=$(($(count_fetched) - fetched_before))
        say "Installing $(said_by_uv Resolved) packages into .venv: $fetched fetched so far, $(($(date +%s) - began)) s"
    done
}

say() { # in place of what stands in this line of a terminal
    [ -t 1 ] && printf '\r\033[K%s' "$1" || printf '%s' "$1"
}

said_by_uv() { # the number after this word
    number=$(sed -n "s/^$1 \([0-9]*\) packages* .*/\1/p" "$uv_says")
    echo "${number:-0}"
}

count_fetched() { # every package that uv has fetched and unpacked is a folder in its cache
    ls "$("$uv" cache dir)/archive-v0" 2>/dev/null | wc -l
}

renew_locks() { # for every Python and system that pyproject.toml allows
    "$uv" lock --quiet --upgrade
    "$uv" export --quiet --format requirements-txt --no-default-groups --output-file requirements.lock >/dev/null
    "$uv" export --quiet --format requirements-txt --only-group test --output-file requirements-test.lock >/dev/null
    {
        echo '# uv, which installs everything else. Renewed by: make lock'
        echo uv | "$uv" pip compile --quiet --universal --generate-hashes --no-annotate --no-header -
    } >.tools/requirements-uv.lock
    mv .tools/requirements-uv.lock requirements-uv.lock
}

# --- For the tests --------------------------------------------------------------------------------------

bring_system_packages() {
    missing=$(missing_system_packages)
    [ -n "$missing" ] || return 0
    if ! may_install; then
        fail "The tests need $missing. Type: sudo apt-get install $missing (or what your system has for it)"
    fi
    echo "Installing $missing, which the tests need …"
    as_root apt-get update -qq &&
        as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -qq --yes --no-install-recommends $missing >/dev/null ||
        fail "That failed: see above. Type: sudo apt-get install $missing"
    missing=$(missing_system_packages)
    [ -z "$missing" ] || fail "The tests need $missing, and the packages of this system do not bring it."
}

may_install() { # a person's machine is not changed without asking; root's and that of CI are
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" = 0 ] || { [ "${CI:-}" = true ] && sudo -n true 2>/dev/null; }
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

missing_system_packages() {
    needed=
    has_chromium || needed=chromium
    has_postgresql || needed="${needed:+$needed }postgresql"
    echo "$needed"
}

has_chromium() { # by running it: on some systems the name only says that there is a snap
    for candidate in chromium chromium-browser google-chrome google-chrome-stable; do
        "$candidate" --version >/dev/null 2>&1 && return
    done
    return 1
}

has_postgresql() { # Debian keeps it out of PATH
    command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

main
