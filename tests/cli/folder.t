# Inputs of one directory, and what they show of each other.

## a_sentence_that_recurs_is_left_out_of_the_book
$ mkdir week
$ for name in council german harbour market dateline related mac crlf-bom; do { cat samples/$name.txt; echo; echo; echo 'The Courier is printed on paper from the mill of Tunsdal and is brought to every house on both sides of the fjord.'; } >week/$name.txt; done
$ count() { for n in 1 2 3 4 5 6 7 8; do bsdtar -xOf $1 EPUB/article-$n.xhtml; done | grep -c 'The Courier'; true; }
$ newsconv week/*.txt -o out.epub
$ newsconv --no-folder week/*.txt -o alone.epub
$ test $(count out.epub) -lt $(count alone.epub) && echo fewer
fewer

## the_order_of_inputs_changes_no_article
$ newsconv samples/council.txt samples/market.txt samples/page.txt -o a.jsonl
$ newsconv samples/page.txt samples/market.txt samples/council.txt -o b.jsonl
$ sort a.jsonl >a; sort b.jsonl >b; cmp a b

## an_input_of_another_directory_tells_nothing
$ mkdir one two
$ cp samples/council.txt one; cp samples/council.txt two/copy.txt
$ newsconv one/council.txt two/copy.txt -o out.jsonl
$ newsconv --no-folder one/council.txt two/copy.txt -o alone.jsonl
$ cmp out.jsonl alone.jsonl

## a_pipe_is_read_once
$ mkfifo pipe
$ cat samples/council.txt >pipe & newsconv pipe - <samples/market.txt -o out.jsonl
$ wc -l <out.jsonl
2

## inspecting_shows_what_is_converted
$ mkdir week
$ for name in council german harbour market dateline related mac crlf-bom; do { cat samples/$name.txt; echo; echo; echo 'The Courier is printed on paper from the mill of Tunsdal and is brought to every house on both sides of the fjord.'; } >week/$name.txt; done
$ newsconv inspect --explain week/*.txt | grep -A1 ' The Courier is' | grep -c 'rule     other-files'
8
$ newsconv inspect --explain --no-folder week/*.txt | grep -A1 ' The Courier is' | grep -c 'rule     other-files'; true
0
