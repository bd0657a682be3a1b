// Read reports of newsconv verify as others will: JSON Lines by ajv against
// schemas/findings.schema.json, CSV by the grammar of RFC 4180.  Takes a report
// in each form of the same files; they have to tell the same.
// Prints "ok CLAIM" or "not ok CLAIM: why" for each claim.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const Ajv2020 = require('ajv/dist/2020.js').default;

const [jsonlPath, csvPath] = process.argv.slice(2);
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(
    JSON.parse(readFileSync('schemas/findings.schema.json', 'utf8')));
const decoder = new TextDecoder('utf-8', { fatal: true });
const text = (path) => decoder.decode(readFileSync(path));

function claim(name, check) {
	try {
		check();
		console.log(`ok ${name}`);
	} catch (error) {
		console.log(`not ok ${name}: ${error.message}`);
	}
}

function must(condition, message) {
	if (!condition)
		throw new Error(message);
}

// RFC 4180, 2: lines end in CR LF, cells with quotes, commas or line ends are
// quoted, quotes in them doubled.
function parseCsv(source) {
	const rows = [];
	let at = 0, row = [];
	while (at < source.length) {
		let cell = '';
		if (source[at] === '"') {
			for (at++; ; at++) {
				must(at < source.length, 'a quote is not closed');
				if (source[at] === '"' && source[++at] !== '"')
					break;
				cell += source[at];
			}
		} else {
			while (at < source.length && !/[",\r\n]/.test(source[at]))
				cell += source[at++];
		}
		row.push(cell);
		if (source[at] === ',') {
			at++;
			continue;
		}
		must(source.slice(at, at + 2) === '\r\n',
		    `${JSON.stringify(source.slice(at, at + 20))} ends no cell`);
		at += 2;
		rows.push(row);
		row = [];
	}
	return rows;
}

let lines = [], rows = [];
claim('jsonl_is_utf8_and_each_line_an_object', () => {
	const source = text(jsonlPath);
	must(source.endsWith('\n'), 'no line end at its end');
	must(!/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/
	    .test(source), 'control characters');
	lines = source.slice(0, -1).split('\n').map((line) => JSON.parse(line));
});
claim('ajv_accepts_each_line', () => {
	for (const line of lines)
		must(validate(line), `${JSON.stringify(line)}: ` +
		    JSON.stringify(validate.errors));
});
claim('the_schema_refuses_what_is_no_report', () => {
	const file = lines.find((line) => line.type === 'file');
	for (const wrong of [{}, { ...file, verdict: 'fine' },
		{ ...file, answers: {} }, { ...file, size: -1 },
		{ ...file, type: 'files' }])
		must(!validate(wrong), JSON.stringify(wrong));
});
claim('the_summary_comes_last_and_is_the_sum', () => {
	const summary = lines[lines.length - 1];
	must(summary.type === 'summary', 'no summary');
	must(lines.filter((line) => line.type === 'summary').length === 1,
	    'several summaries');
	const files = lines.filter((line) => line.type === 'file');
	must(summary.files === files.length, 'files');
	for (const verdict of ['sound', 'damaged', 'unchecked'])
		must(summary[verdict] === files.filter(
		    (file) => file.verdict === verdict).length, verdict);
	for (const severity of ['error', 'warning', 'note'])
		must(summary[`${severity}s`] === lines.filter((line) =>
		    line.type === 'finding' && line.severity === severity)
		    .length, severity);
});
claim('findings_stand_before_their_file', () => {
	let pending = new Set();
	for (const line of lines) {
		const name = line.fileBytes ?? line.file;
		if (line.type === 'finding')
			pending.add(name);
		if (line.type === 'file') {
			pending.delete(name);
			must(pending.size === 0, `findings of ${[...pending]}`);
		}
	}
	must(pending.size === 0, 'findings of no file');
});
claim('a_path_that_is_not_utf8_has_its_bytes', () => {
	const odd = lines.filter((line) => line.fileBytes !== undefined);
	must(odd.some((line) => line.fileBytes.includes('%FF')), 'none has');
	for (const line of odd)
		must(line.file.includes('\\xff'), line.file);
});
claim('a_path_that_is_utf8_is_itself', () => {
	must(lines.some((line) => line.type === 'file' &&
	    line.file.includes('\n')), 'no name with a line end');
	must(lines.some((line) => line.type === 'file' &&
	    line.file.includes('\u202e')), 'no name that turns');
});
claim('csv_is_rfc_4180_of_equal_rows', () => {
	rows = parseCsv(text(csvPath));
	must(rows.length > 1, 'no rows');
	for (const row of rows)
		must(row.length === rows[0].length, JSON.stringify(row));
});
claim('no_cell_has_several_lines_or_begins_a_formula', () => {
	for (const cell of rows.flat()) {
		must(!/[\r\n\u001b]/.test(cell), JSON.stringify(cell));
		must(!/^[=+@-]./.test(cell), cell);
	}
});
claim('csv_and_jsonl_tell_the_same_findings', () => {
	const column = (name) => rows[0].indexOf(name);
	const fromCsv = rows.slice(1)
	    .filter((row) => row[column('type')] === 'finding')
	    .map((row) => [row[column('code')], row[column('offset')],
		row[column('found')]].join(' '));
	const fromJson = lines.filter((line) => line.type === 'finding')
	    .map((line) => [line.code, line.offset ?? '', line.found].join(' '));
	must(fromJson.length > 0, 'there are none');
	must(JSON.stringify(fromCsv) === JSON.stringify(fromJson), 'they differ');
});
