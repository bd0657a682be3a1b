# Books that newsconv makes, one for each of the options and situations that
# make a difference, into $work/books; sourced after tap.sh by points and books.
# shellcheck shell=sh disable=SC2154

# book NAME ARGUMENT...: $work/books/NAME.epub
book() {
	name=$1
	shift
	check "writes $name.epub" "$program" "$@" -o "$books/$name.epub"
}

# Some dumps that the samples lack.
write_dumps() {
	mkdir -p "$dumps"
	# A file of more than 260 KB would come of it, if it were not cut.
	awk 'BEGIN {
		print "The long report of the harbour commission\n"
		print "By Ida Holm\n\n1 March 2024\n"
		for (i = 1; i <= 1500; i++) {
			if (i % 100 == 0)
				printf "Chapter %d of the report\n\n", i / 100
			printf "Paragraph %d of the report says that the ", i
			printf "harbour of Velmora was dredged for the %dth ", i
			printf "time, that the council paid for it, and that "
			printf "nobody who lives on the islands has seen a "
			printf "ferry since the winter of that year.\n\n"
		}
	}' >"$dumps/long.txt"
	# Nothing that can be seen.
	printf '\342\200\213\342\200\214\342\201\240\n' >"$dumps/unseen.txt"
	# Lines of zero-width characters, which say nothing.
	printf '%s\n\n' 'Harbour opens again' 'By Ida Holm' '1 March 2024' \
		'The harbour opened again on Monday, said the council.' \
		"$(printf '\342\200\214')" 'Share this article' \
		"$(printf '\342\200\213')" >"$dumps/nothing.txt"
	# Addresses of links, sound and broken ones.
	cat >"$dumps/links.txt" <<-'END'
		Islands wait for the ferry

		By Ida Holm

		2 March 2024

		The ferry of Velmora did not leave the harbour on Monday, for the second time in a week, and the council has not said why. The mayor of the island has asked for a boat of the coast guard.

		Read more: Bridge to be closed in May
		https://velmora.example/bridge?a=1&b=2#top
		Read more: The old lighthouse of the island is sold
		https://velmora.example/a b{c}|d
		Read more: Harbour master says that he will not resign
		https://velmora.example:99999/harbour%zz
	END
	cat >"$dumps/bridge.txt" <<-'END'
		Bridge to be closed in May

		By Ole Dahl

		5 March 2024

		The bridge over the sound of Velmora will be closed for three weeks in May, the road authority said on Tuesday. It was built sixty years ago.

		Whoever has to cross the sound in these weeks can take the ferry, if there is one.

		Read more: Islands wait for the ferry
	END
	# What converters of Markdown and of books are known to change.
	cat >"$dumps/traps.txt" <<-'END'
		The editor's "last" *word* on <b>type</b> -- and more...

		By Anna O'Dell

		4 May 2022

		A star makes *nothing* bold here, _neither_ does a line below, nor [a bracket](http://kitchen.example/x) a link, and <b>these</b> letters stay as they stand &amp; are not decoded &lt;at all&gt;.

		"Straight" quotes are 'straight' -- as the dump has them -- and three dots... are three dots. 1st, 2nd, (c) 2022, 1/2 of it; a\_b and \*c\*.

		***

		After the break the article goes on, in the same file, with the words of the dump and no others, as it has to be in a book that keeps them.

		7. A line that begins with a number is not renumbered by anyone who reads it.

		# This is no heading of a book but a line of the dump that begins with a sign of number.
	END
	# A comment's end, controls, noncharacters, directions, line separators.
	printf '%s\n\nBy Ida Holm\n\n4 May 2022\n\n%s\n\n%b\n' \
		'Signs -- that break books' \
		'The first paragraph is here so that there is something to read -- and --> more of it, as the reader of this dump may expect it.' \
		'The second\001 has a \0033[1mcontrol\007 here, \0357\0277\0276 a noncharacter, \0342\0200\0256a turned direction\0342\0200\0254, \0342\0200\0250 a line separator and \0356\0200\0200 private use, for the tests.' \
		>"$dumps/signs.txt"
	printf '%s\n' 'Qwrt zxcv bnmk' '' \
		'xq zt wp kk vv qz xx qq wz zx kq vb nn mm lq xw.' \
		>"$dumps/unknown.txt"
}

write_covers() {
	python3 tests/conformance/covers.py "$work/own.png" "$work/own.jpg"
	printf 'p.byline { color: green }\n' >"$work/own.css"
}

# Deks, authors, dates of 300 articles are more than one contents page holds.
write_many() {
	mkdir -p "$dumps/many"
	awk -v folder="$dumps/many" 'BEGIN {
		for (i = 1; i <= 300; i++) {
			file = sprintf("%s/%03d.txt", folder, i)
			printf "Harbour report number %d of the year\n\n", i >file
			printf "By Ida Holm\n\n%d March 2024\n\n", \
			    i % 28 + 1 >file
			printf "Report %d of the harbour of Velmora says ", \
			    i >file
			printf "that %d ships came in, and that %d of them ", \
			    i * 3, i >file
			printf "left again before the evening.\n" >file
			close(file)
		}
	}'
}

make_books() {
	books=$work/books
	dumps=$work/dumps
	mkdir -p "$books"
	write_dumps
	write_covers
	write_many
	book article samples/council.txt
	book arabic samples/arabic.txt
	book japanese samples/japanese.txt
	book vertical --vertical samples/japanese.txt
	book page samples/page.txt
	book leftovers --keep-leftovers samples/page.txt
	book unseen --keep-leftovers "$dumps/unseen.txt"
	book market samples/market.txt
	book undated samples/brief.txt
	book unknown "$dumps/unknown.txt"
	book long "$dumps/long.txt"
	book links "$dumps/links.txt"
	book traps "$dumps/traps.txt"
	book signs "$dumps/signs.txt"
	book url --url https://velmora.example/ferry samples/harbour.txt
	book text-cover --text-cover samples/council.txt
	book no-cover --no-cover samples/council.txt
	book png-cover --cover "$work/own.png" samples/council.txt
	book jpeg-cover --cover "$work/own.jpg" samples/council.txt
	book css --css "$work/own.css" samples/council.txt
	book css-only --css-only "$work/own.css" samples/council.txt
	book certified --certified-by 'Velmora Library' samples/council.txt
	book pair "$dumps/links.txt" "$dumps/bridge.txt"
	book several samples/several.txt
	book issue --title 'The Velmora Post' --series 'The Velmora Post' \
		--issue 12 --issn 2049-3630 --publisher 'Velmora Press' \
		--rights 'All rights reserved' --subject News \
		--subject 'Islands & harbours' --group-by date samples
	for group in section author source none; do
		book "by-$group" --group-by $group --text-cover samples
	done
	book named --sort name --no-cover --keep-leftovers \
		--identifier urn:isbn:9780306406157 samples
	book arabic-issue samples/arabic.txt samples/brief.txt
	book vertical-issue --vertical samples/japanese.txt \
		samples/council.txt
	book many "$dumps/many"
	book many-by-date --group-by date "$dumps/many"
}

# Dumps of the corpora: 200 by chance, or all with NEWSCONV_ALL=1.
seed=${NEWSCONV_SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}

some_dumps() {
	find "$NEWSCONV_SHARED/corpus" -type f -name '*.txt' | LC_ALL=C sort |
		python3 -c 'import random, sys
names = sys.stdin.read().splitlines()
if sys.argv[2] != "1":
	names = random.Random(sys.argv[1]).sample(names, min(200, len(names)))
print("\n".join(names))' "$seed" "${NEWSCONV_ALL:-0}"
}

# How to see the same again.
describe_some() {
	if [ "${NEWSCONV_ALL:-0}" = 1 ]; then
		echo 'all'
	else
		echo "NEWSCONV_SEED=$seed"
	fi
}
