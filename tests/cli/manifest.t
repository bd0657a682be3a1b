# What stands beside an output: its manifest, and SHA256SUMS.

## a_manifest_and_sums_stand_beside_the_output
$ newsconv --manifest samples/harbour.txt -o out.warc.gz
$ files
SHA256SUMS
out.warc.gz
out.warc.gz.manifest.jsonl
$ sha256sum -c SHA256SUMS
out.warc.gz: OK
out.warc.gz.manifest.jsonl: OK
$ cut -d , -f 1-3 out.warc.gz.manifest.jsonl | sed 's/[0-9][0-9]*/N/g'
{"line":"manifest","format":"newsconv-outputs/N","tool":"newsconv/N.N.N"
{"line":"file","path":"out.warc.gz","bytes":N
{"line":"record","index":N,"offset":N
{"line":"record","index":N,"offset":N
{"line":"record","index":N,"offset":N
{"line":"record","index":N,"offset":N
{"line":"input","name":"harbour.txt","bytes":N

## no_manifest_unless_asked
$ newsconv samples/harbour.txt -o out.epub
$ files
out.epub

## digests_of_records_are_those_of_their_bytes
$ newsconv --manifest samples/harbour.txt -o out.warc
$ grep '"line":"record"' out.warc.manifest.jsonl | tr -d '{}"' | tr , '\n' | awk -F: '
> $1 == "offset" { at = $2 }
> $1 == "length" { print at, $2 }' >places
$ while read -r at size; do tail -c +$((at + 1)) out.warc | head -c $size | sha256sum; done <places | cut -d ' ' -f 1 >read
$ sed -n 's/.*"sha256":"\([0-9a-f]*\)","contentSha256.*/\1/p' out.warc.manifest.jsonl | cmp - read
$ wc -l <read
4

## the_lines_of_others_stay_as_they_are
$ printf 'of another\n' >other.txt; sha256sum -b other.txt >SHA256SUMS; echo '# mine' >>SHA256SUMS; cp SHA256SUMS before
$ newsconv --manifest samples/harbour.txt -o out.json
$ head -2 SHA256SUMS | cmp - before
$ newsconv --manifest samples/council.txt -o b.json
$ newsconv --manifest -f samples/council.txt -o out.json
$ sed 's/^[0-9a-f]\{64\}//' SHA256SUMS
 *other.txt
# mine
  out.json
  out.json.manifest.jsonl
  b.json
  b.json.manifest.jsonl
$ sha256sum -c SHA256SUMS 2>/dev/null | grep -vc ': OK'
0
[1]

## odd_names_are_escaped_as_sha256sum_does
$ name=$(printf 'two\nlines \\ of \377'); newsconv --manifest samples/harbour.txt -o "$name.json"
$ sha256sum -c --quiet SHA256SUMS
$ sha256sum "$name.json" "$name.json.manifest.jsonl" | cmp - SHA256SUMS
$ grep -o '"pathBytes":"[^"]*"' *.manifest.jsonl
"pathBytes":"two%0Alines%20%5C%20of%20%FF.json"

## inputs_left_out_are_named_with_the_reason
$ : >empty.txt
$ newsconv --manifest samples/council.txt empty.txt samples/harbour.txt -o out.jsonl
! newsconv: empty.txt: is empty (0 bytes)
! newsconv: out.jsonl: holds 2 of 3 inputs
[1]
$ grep -v -e '"line":"record"' -e '"line":"file"' out.jsonl.manifest.jsonl | cut -d , -f 1-2
{"line":"manifest","format":"newsconv-outputs/1"
{"line":"input","name":"council.txt"
{"line":"leftOut","name":"empty.txt"
{"line":"input","name":"harbour.txt"
$ grep -o '"files.*' out.jsonl.manifest.jsonl | head -1
"files":1,"records":2,"inputs":2,"leftOut":1}

## articles_of_one_input_share_its_line
$ newsconv --manifest --split always samples/several.txt -o out.jsonl
$ grep -c '"line":"input"' out.jsonl.manifest.jsonl
1
$ test $(grep '"line":"input"' out.jsonl.manifest.jsonl | grep -o urn:uuid: | wc -l) = $(wc -l <out.jsonl)

## the_time_is_that_which_was_given
$ SOURCE_DATE_EPOCH=1600000000 newsconv --manifest samples/harbour.txt -o out.json
$ grep -o '"created":"[^"]*"' out.json.manifest.jsonl
"created":"2020-09-13T12:26:40Z"

## equal_runs_write_equal_manifests
$ mkdir a b
$ newsconv --manifest samples/harbour.txt -o a/out.epub; newsconv --manifest samples/harbour.txt -o b/out.epub
$ diff -r a b

## standard_output_has_no_manifest
$ newsconv --manifest samples/harbour.txt --to jsonl -o -
! newsconv: --manifest stands beside a file, and -o - is none (see newsconv --help)
[64]
$ newsconv --manifest samples/harbour.txt --to jsonl -o /dev/stdout
! newsconv: /dev/stdout: a manifest stands beside a file, and this is none
[64]
$ files

## a_manifest_is_not_replaced_unless_asked
$ echo mine >out.json.manifest.jsonl
$ newsconv --manifest samples/harbour.txt -o out.json
! newsconv: out.json: out.json.manifest.jsonl: exists already; it was not replaced
[2]
$ files
out.json.manifest.jsonl
$ newsconv --manifest -f samples/harbour.txt -o out.json
$ sha256sum -c SHA256SUMS
out.json: OK
out.json.manifest.jsonl: OK

## where_the_sums_cannot_be_written_nothing_is
$ mkdir SHA256SUMS
$ newsconv --manifest samples/harbour.txt -o out.json >out.log 2>&1; echo $?
2
$ ls -A | grep -v -e samples -e out.log
SHA256SUMS

## an_archive_lists_all_its_files
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; cp samples/council.txt samples/harbour.txt news
$ newsconv archive -q --to warc,jsonl,epub news -o out
$ cd out; sha256sum -c --quiet SHA256SUMS
$ find . -type f ! -name SHA256SUMS | sed 's|^./||' | LC_ALL=C sort >../there
$ sed 's/^[0-9a-f]*  //' SHA256SUMS | LC_ALL=C sort | cmp - ../there
$ sed -n 's/^{"line":"file","path":"\([^"]*\)".*/\1/p' outputs.jsonl
archive/newsconv-20200913122640-00000.warc.gz
epub/books.jsonl
epub/news/council.txt.epub
epub/news/harbour.txt.epub
history.jsonl
indexes/index.cdxj
jsonl/newsconv-20200913122640-00001.jsonl
manifest.jsonl
$ tail -1 outputs.jsonl
{"line":"inputs","path":"manifest.jsonl","history":"history.jsonl"}

## a_growing_archive_keeps_the_lines_of_what_it_had
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; cp samples/council.txt news
$ newsconv archive -q news -o out
$ grep -A 99 '"path":"archive/' out/outputs.jsonl | sed '/history.jsonl/,$d' >before
$ cp samples/harbour.txt news
$ SOURCE_DATE_EPOCH=1600000001 newsconv archive -q news -o out
$ (cd out && sha256sum -c --quiet SHA256SUMS)
$ head -$(($(wc -l <before) + 1)) out/outputs.jsonl | tail -n +2 | cmp - before

## damage_to_an_old_volume_is_not_written_into_the_new_list
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; cp samples/council.txt news
$ newsconv archive -q news -o out
$ printf X | dd of=$(ls out/archive/*) bs=1 seek=700 conv=notrunc 2>/dev/null
$ cp samples/harbour.txt news
$ SOURCE_DATE_EPOCH=1600000001 newsconv archive -q news -o out
$ cd out; sha256sum -c --quiet SHA256SUMS 2>/dev/null
archive/newsconv-20200913122640-00000.warc.gz: FAILED
[1]

## no_manifest_leaves_the_lists_out_and_takes_old_ones_away
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; cp samples/council.txt news
$ newsconv archive -q --no-manifest news -o without; ls without
archive
history.jsonl
indexes
jsonl
manifest.jsonl
$ newsconv archive -q news -o out; cp samples/harbour.txt news
$ newsconv archive -q --no-manifest news -o out; ls out
archive
history.jsonl
indexes
jsonl
manifest.jsonl
$ cp samples/german.txt news; newsconv archive -q news -o out; (cd out && sha256sum -c --quiet SHA256SUMS)

## the_bytes_do_not_depend_on_threads
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; cp samples/*.txt news
$ newsconv archive -q -j 1 news -o one; newsconv archive -q -j 7 news -o seven
$ cmp one/outputs.jsonl seven/outputs.jsonl; cmp one/SHA256SUMS seven/SHA256SUMS

## a_package_has_its_lists_beside_it
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; cp samples/council.txt news
$ newsconv archive -q news -o press.wacz
$ sha256sum -c SHA256SUMS
press.wacz: OK
press.wacz.manifest.jsonl: OK
$ grep -o '"id":"[^"]*"' press.wacz.manifest.jsonl | tr -d '"' | sort >listed
$ bsdtar -tf press.wacz | sed 's/^/id:/' | sort | cmp - listed
$ cp samples/harbour.txt news; newsconv archive -q news -o press.wacz; sha256sum -c SHA256SUMS
press.wacz: OK
press.wacz.manifest.jsonl: OK
$ newsconv archive -q --no-manifest news -o other.wacz; ls | grep other
other.wacz

## a_joined_archive_takes_over_what_its_shards_listed
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; cp samples/*.txt news
$ for i in 1 2; do newsconv archive -q --shard $i/2 news -o shard-$i; done
$ newsconv merge -q shard-1 shard-2 -o all
$ cd all; sha256sum -c --quiet SHA256SUMS
$ cat ../shard-*/outputs.jsonl | grep '"type":"resource"' | LC_ALL=C sort >../of-shards
$ grep '"type":"resource"' outputs.jsonl | LC_ALL=C sort | cmp - ../of-shards
$ cd ..; newsconv merge -q --no-manifest shard-1 shard-2 -o without; ls without
archive
history.jsonl
indexes
jsonl
manifest.jsonl
