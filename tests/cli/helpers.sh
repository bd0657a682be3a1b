# For the cases: sourced by each of their scripts.
# shellcheck shell=sh

# End of a command: show what it printed, and its exit status unless 0.
shown() {
	sed -e '$a\' "$OUT"
	sed -e 's/^/! /' -e '$a\' "$ERR"
	[ "$1" = 0 ] || echo "[$1]"
}

# Run as somebody for whom permissions hold.
as_user() {
	if [ "$(id -u)" = 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	else
		"$@"
	fi
}

# Run with a terminal for standard output; a terminal adds carriage returns.
on_terminal() {
	script -qec "$*" /dev/null </dev/null >"$OUT.terminal"
	terminal_status=$?
	tr -d '\r' <"$OUT.terminal"
	return $terminal_status
}

# The names of what is here besides the samples, one a line.
files() {
	ls -A | grep -vx samples
	return 0
}

# The headline of an article, by way of its JSON form.
headline() {
	newsconv "$@" --to json -o - |
		sed -n '/"headline": {/{n;s/^ *"text": "\(.*\)",$/\1/p;}'
}
