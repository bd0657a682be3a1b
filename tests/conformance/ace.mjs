/*
 * Ace by DAISY on many books in one process, with one browser:
 *
 *	node ace.mjs BROWSER SCRATCH BOOK...
 *
 * Prints "ok PATH", or "not ok PATH: " and what Ace asserts, whatever the
 * impact.  Ace's own command starts a browser for each book.
 */
import { createRequire } from 'node:module';
import path from 'node:path';

const [browser, scratch, ...books] = process.argv.slice(2);
process.env.PUPPETEER_EXECUTABLE_PATH = browser;
// Ace keeps settings and a log in the user's folders.
process.env.XDG_CONFIG_HOME = scratch;
process.env.XDG_DATA_HOME = scratch;
process.env.XDG_STATE_HOME = scratch;
const require = createRequire(import.meta.url);
const ace = require('@daisy/ace-core');
const runner = require('@daisy/ace-axe-runner-puppeteer');
const kept = {
	...runner,
	launch: async () => {},
	close: async () => {},
};

/* An assertion of a report is of a file, and holds those of its rules. */
function* faults(report) {
	for (const file of report.assertions ?? []) {
		for (const one of file.assertions ?? []) {
			const { 'earl:test': rule, 'earl:result': result } = one;
			yield `${file['earl:testSubject']?.url} ` +
				`${rule['earl:impact']} ${rule['dct:title']}: ` +
				`${result['dct:description']} ` +
				`${result.html ?? ''}`;
		}
	}
}

await runner.launch();
for (const [number, book] of books.entries()) {
	let found;
	try {
		const [, report] = await ace(book, {
			cwd: process.cwd(),
			outdir: path.join(scratch, `report-${number}`),
			tmpdir: path.join(scratch, `unpacked-${number}`),
			initLogger: number === 0,
			silent: true,
			fileName: path.join(scratch, 'ace.log'),
		}, kept);
		found = [...faults(report)];
		if (report['earl:result']['earl:outcome'] !== 'pass' &&
		    found.length === 0)
			found.push(report['earl:result']['earl:outcome']);
	} catch (error) {
		found = [String(error?.stack ?? error)];
	}
	if (found.length === 0)
		console.log(`ok ${book}`);
	else
		console.log(`not ok ${book}: ` +
			found.join(' | ').replace(/\s+/g, ' '));
}
await runner.close();
process.exit(0);
