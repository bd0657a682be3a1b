/* An article in its JSON form that has every member there is. */
#ifndef RESTORE_FIXTURE_H
#define RESTORE_FIXTURE_H

#define FIXTURE_HEAD(schema) \
	"{\"schema\":\"" schema "\"," \
	"\"id\":\"urn:uuid:00000000-0000-5000-8000-000000000000\"," \
	"\"source\":{\"name\":\"in.txt\",\"bytes\":900,\"sha256\":" \
	"\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"" \
	"," \
	"\"charset\":{\"name\":\"windows-1252\",\"method\":\"detected\"," \
	"\"confidence\":0.87,\"bom\":true},\"newlines\":\"crlf\"," \
	"\"layout\":\"hard-wrapped\",\"repairs\":[{\"kind\":\"nul\"," \
	"\"count\":3},{\"kind\":\"bidi\",\"count\":9007199254740993}]}," \
	"\"part\":{\"number\":2,\"of\":3,\"start\":10,\"end\":190," \
	"\"firstLine\":2,\"lastLine\":12}," \
	"\"language\":{\"tag\":\"ar\",\"script\":\"Arab\"," \
	"\"direction\":\"rtl\",\"confidence\":1,\"origin\":\"option\"}," \
	"\"url\":{\"text\":\"https://news.example/a?b=%20\"," \
	"\"confidence\":1,\"origin\":\"option\"}," \
	"\"publisher\":{\"text\":\"News\",\"confidence\":0.5,\"segment\":0}," \
	"\"section\":{\"text\":\"World\",\"confidence\":0.6,\"segment\":0}," \
	"\"headline\":{\"text\":\"Given\",\"confidence\":1," \
	"\"origin\":\"option\",\"found\":{\"text\":\"Found\"," \
	"\"confidence\":0.07,\"segment\":1}}," \
	"\"dek\":{\"text\":\"\\\"Dek\\\" \\\\ <b>\",\"confidence\":0," \
	"\"segment\":2}," \
	"\"byline\":{\"text\":\"By Ann\",\"confidence\":0.99,\"segment\":3}," \
	"\"dateline\":{\"text\":\"KYIV, May 3 (X)\",\"place\":\"KYIV\"," \
	"\"agency\":\"X\",\"date\":{\"text\":\"May 3\"," \
	"\"value\":\"2021-05-03\"},\"confidence\":0.4,\"segment\":4}," \
	"\"authors\":[{\"name\":\"Bea\",\"kind\":\"unknown\"," \
	"\"confidence\":1,\"origin\":\"option\"}]," \
	"\"authorsFound\":[{\"name\":\"Ann\",\"kind\":\"person\"," \
	"\"confidence\":0.9,\"segment\":3}]," \
	"\"dates\":{\"published\":{\"value\":\"2021-05-03T08:30+02:00\"," \
	"\"precision\":\"minute\",\"ambiguous\":true," \
	"\"decidedBy\":\"neighbour\",\"zone\":\"CEST\",\"ofChange\":true," \
	"\"text\":\"3/5/2021\",\"confidence\":0.8,\"segment\":3," \
	"\"found\":{\"text\":\"5/3\",\"confidence\":0.2,\"segment\":3}}," \
	"\"modified\":{\"value\":\"2021\",\"precision\":\"year\"," \
	"\"text\":\"2021\",\"confidence\":0.3,\"segment\":3}},"

/* Of body blocks: with their texts, or as a record has them. */
#define FIXTURE_BLOCK(type, text, segment) \
	"{\"type\":\"" type "\",\"text\":\"" text "\",\"segments\":[" segment \
	"]}"
#define FIXTURE_BODY \
	"\"body\":[" FIXTURE_BLOCK("paragraph", \
	    "KYIV, May 3 (X) \xe2\x80\x93 One.", \
	    "4") "," FIXTURE_BLOCK("subhead", "Two &amp; <i>", \
	    "5") "," FIXTURE_BLOCK("quote", "\xe2\x80\x9cThree\xe2\x80\x9d", \
	    "6") "," FIXTURE_BLOCK("list-item", "* four", \
	    "7") "," FIXTURE_BLOCK("caption", "Five", "8") "],"
#define FIXTURE_RECORD_BLOCK(type, segment) \
	"{\"type\":\"" type "\",\"segments\":[" segment "]}"
#define FIXTURE_RECORD_BODY \
	"\"body\":[" FIXTURE_RECORD_BLOCK( \
	    "paragraph", "4") "," FIXTURE_RECORD_BLOCK("subhead", \
	    "5") "," FIXTURE_RECORD_BLOCK("quote", \
	    "6") "," FIXTURE_RECORD_BLOCK("list-item", \
	    "7") "," FIXTURE_RECORD_BLOCK("caption", "8") "],"

#define FIXTURE_SEGMENT(n, type, start, end) \
	"{\"n\":" #n ",\"type\":\"" type "\",\"start\":" #start \
	",\"end\":" #end ",\"firstLine\":" #n ",\"lastLine\":" #n \
	",\"confidence\":0.75}"

/* `firstLine` of the first is 2: lines are not told apart by FIXTURE_SEGMENT. */
#define FIXTURE_TAIL \
	"\"related\":[{\"type\":\"related\",\"label\":\"More:\"," \
	"\"text\":\"Other\",\"url\":\"HTTP://x.example/[1]\",\"segment\":9}]," \
	"\"notes\":[{\"type\":\"note\",\"text\":\"Note\",\"segment\":10}]," \
	"\"leftovers\":[{\"type\":\"share\",\"text\":\"\",\"segment\":11}]," \
	"\"segments\":[{\"n\":0,\"type\":\"page-title\",\"start\":10," \
	"\"end\":20,\"firstLine\":2,\"lastLine\":2,\"confidence\":0.75}," \
	"{\"n\":1,\"type\":\"headline\",\"start\":20,\"end\":30," \
	"\"firstLine\":2,\"lastLine\":2,\"confidence\":0.75}" \
	"," FIXTURE_SEGMENT(2, "dek", 31, 40) "," FIXTURE_SEGMENT( \
	    3, "byline", 41, 50) "," FIXTURE_SEGMENT(4, "paragraph", 51, \
	    80) "," FIXTURE_SEGMENT(5, "subhead", 81, \
	    100) "," FIXTURE_SEGMENT(6, "quote", 101, \
	    120) "," FIXTURE_SEGMENT(7, "list-item", 121, \
	    140) "," FIXTURE_SEGMENT(8, "caption", 141, \
	    150) "," FIXTURE_SEGMENT(9, "related", 151, \
	    160) "," FIXTURE_SEGMENT(10, "note", 161, \
	    170) "," \
		 "{\"n\":11,\"type\":\"share\",\"start\":171,\"end\":190," \
		 "\"firstLine\":11,\"lastLine\":12,\"confidence\":1}]," \
		 "\"stats\":{\"words\":13,\"characters\":52,\"blocks\":5}," \
		 "\"warnings\":[],\"producer\":{\"name\":\"newsconv\"," \
		 "\"version\":\"" NEWSCONV_VERSION "\"}}"

#define FIXTURE FIXTURE_HEAD("newsconv-article/1") FIXTURE_BODY FIXTURE_TAIL
#define FIXTURE_RECORD \
	FIXTURE_HEAD("newsconv-record/1") FIXTURE_RECORD_BODY FIXTURE_TAIL

#endif
