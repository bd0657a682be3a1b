# What the shell suites share.  Source it from the root of the repository:
#
#	. tests/tap.sh
#	check 'claim that the command proves' command argument...
#	plan
#
# Each suite prints the Test Anything Protocol and runs in a fresh directory of
# its own, $work, which goes when it ends.  $root is the repository, $B the
# build directory and $program the program, all absolute.
# shellcheck shell=sh
root=$(pwd)
B=${B:-build}
case $B in
/*) ;;
*)	B=$root/$B ;;
esac
program=$B/newsconv
samples=$root/samples
# What a program that is linked with the static library needs besides.
libraries="$(pkg-config --libs libxml-2.0 jansson zlib nettle libzstd) -ldeflate
	-lutf8proc -lm"
LC_ALL=C.UTF-8
TZ=UTC
export root B program samples libraries LC_ALL TZ
unset SOURCE_DATE_EPOCH MAKEFLAGS MFLAGS MAKELEVEL CDPATH

work=$(mktemp -d "${TMPDIR:-/tmp}/newsconv-test.XXXXXX") || exit 1
# Some cases run as another user.
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

tap_count=0

ok() {
	tap_count=$((tap_count + 1))
	printf 'ok %d - %s\n' "$tap_count" "$1"
}

# not_ok NAME [FILE]: FILE holds what a reader needs to understand it.
not_ok() {
	tap_count=$((tap_count + 1))
	printf 'not ok %d - %s\n' "$tap_count" "$1"
	if [ $# -gt 1 ]; then
		head -c 8000 "$2" | head -n 60 | sed 's/^/# /'
		echo
	fi
}

skip() {
	tap_count=$((tap_count + 1))
	printf 'ok %d - %s # SKIP %s\n' "$tap_count" "$1" "$2"
}

# check NAME COMMAND...: it succeeds; what it prints is shown if it does not.
check() {
	tap_name=$1
	shift
	if "$@" >"$work/.tap" 2>&1 </dev/null; then
		ok "$tap_name"
	else
		tap_status=$?
		printf 'exit status %d of: %s\n' "$tap_status" "$*" >>"$work/.tap"
		not_ok "$tap_name" "$work/.tap"
	fi
}

# same NAME EXPECTED ACTUAL: two files hold the same bytes.
same() {
	if diff -u "$2" "$3" >"$work/.tap" 2>&1; then
		ok "$1"
	else
		not_ok "$1" "$work/.tap"
	fi
}

have() {
	command -v "$1" >/dev/null 2>&1
}

# The functions that newsconv.h declares, one a line.
public_functions() {
	tr '\n' ' ' <include/newsconv.h |
		grep -oE 'NEWSCONV_API [^;(]*newsconv_[a-z0-9_]+\(' |
		grep -oE 'newsconv_[a-z0-9_]+\($' | tr -d '(' | sort -u
}

plan() {
	printf '1..%d\n' "$tap_count"
}

# The whole suite cannot run here.
skip_all() {
	printf '1..0 # SKIP %s\n' "$1"
	exit 0
}
