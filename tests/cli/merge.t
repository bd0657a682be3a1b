# newsconv merge: archives of shards joined, and what is said when one is not
# there.  Two shards with the same dump both have its view, under the same URI:
# hence the uniq.

## shards_merged_equal_one_run_in_content
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; cp samples/*.txt news; cp samples/page.txt news/again.txt; : >news/empty.txt
$ newsconv archive -q news -o one; echo $?
1
! newsconv: news/empty.txt: is empty (0 bytes)
$ for i in 1 2 3 4; do newsconv archive -q news --shard $i/4 -o s$i; done 2>/dev/null
$ newsconv merge -q s4 s2 s1 s3 -o all
$ what() { sed -E 's/"status":"(archived|duplicate)"/"status":"stored"/; s/,"(record|uri|date|volume|offset)":("[^"]*"|[0-9]*)//g' $1/manifest.jsonl; }
$ what one >a; what all >b; cmp a b && wc -l <a
27
$ cat one/jsonl/*.jsonl >a; cat all/jsonl/*.jsonl >b; cmp a b && wc -l <a
29
$ LC_ALL=C sort -c all/indexes/index.cdxj
$ cut -d' ' -f1,2 one/indexes/index.cdxj >a; cut -d' ' -f1,2 all/indexes/index.cdxj | uniq >b; cmp a b
$ newsconv verify -q all/archive/*.warc.gz

## merged_archive_grows_like_any_other
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; cp samples/council.txt samples/harbour.txt samples/page.txt news
$ for i in 1 2; do newsconv archive -q news --shard $i/2 -o s$i; done
$ newsconv merge -q s1 s2 -o all
$ cp samples/german.txt news
$ newsconv archive news -o all | grep -E '^(inputs|  [au]|archive)'
inputs                      4
  archived                  1
  unchanged                 3  archived by an earlier run
archive          all, run 2
$ grep -c . all/history.jsonl
2

## a_shard_that_is_done_costs_nothing_when_it_is_run_again
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; cp samples/council.txt samples/harbour.txt samples/page.txt news
$ newsconv archive -q news --shard 1/1 -o s; cp samples/german.txt news
$ newsconv archive news --shard 1/1 -o s | grep -E '^(inputs|archive)'
inputs                      3
archive          s, run 1
! newsconv: s: this shard is done; nothing was looked at
$ newsconv archive -q news --shard 1/1 --fast -o s; grep -c . s/history.jsonl
2
$ newsconv archive -q news --shard 1/1 --again -o s; grep -c . s/history.jsonl
3

## missing_shards_are_listed
$ for i in 1 3; do newsconv archive -q samples --shard $i/4 -o s$i; done
$ newsconv merge s1 s3 s4 -o all
! newsconv: s4: is not there
! newsconv: shard 2 of 4 is missing
! newsconv: shard 4 of 4 is missing
! newsconv: of 4 shards these are missing or unfinished: 2, 4
[75]
$ ls -d all* 2>/dev/null
[2]

## what_is_no_shard_is_named
$ newsconv archive -q samples --shard 1/1 -o s1
$ newsconv archive -q samples -o whole
$ mkdir other; touch other/file
$ newsconv merge s1 other -o all
! newsconv: other: is a directory, and no archive of newsconv
[2]
$ newsconv merge s1 samples/page.txt -o all
! newsconv: samples/page.txt: is no directory: shards are joined as directories
[2]
$ newsconv merge whole -o all
! newsconv: whole: is no shard, but a whole archive
[2]
$ newsconv merge s1 -o whole
! newsconv: whole: exists already; shards are joined into a new archive
[2]
$ newsconv merge s1 s1 -o all
! newsconv: s1: is shard 1, and so is s1
[2]

## shards_of_different_options_are_refused
$ newsconv archive -q samples --shard 1/2 -o s1
$ newsconv archive -q samples --shard 2/2 --fast -o s2
$ newsconv merge s1 s2 -o all
! newsconv: s2: was made with other options than the first shard
[2]

## wrong_usage_is_told
$ newsconv merge
! newsconv: no shard given (see newsconv merge --help)
[64]
$ newsconv merge s1
! newsconv: no output given; use -o ARCHIVE (see newsconv merge --help)
[64]
$ newsconv merge s1 -x -o all
! newsconv: -x: unknown option, or its value is missing (see newsconv merge --help)
[64]
