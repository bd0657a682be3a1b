// Open books in reading systems, as a reader would: foliate-js and epub.js in
// Debian's Chromium, headless and served on the loopback interface only, and
// MuPDF.
//
//	readers.mjs CHROMIUM|- MUTOOL|- PICTURES BOOKS.json
//
// BOOKS.json: [{ name, path, articles: PATH.jsonl, title, language, pages: "ltr"
// or "rtl", vertical, cover }].  Of each book the reader has to know title,
// authors, language and the direction of its pages; its contents have to be the
// headlines of the articles in the JSON Lines, in whatever order and groups;
// each entry that is tried has to lead to the headline and the first words of
// the text, and from there forth to the next article and back.  Pictures are for people to look at: what
// is in the document may be drawn as nothing.
// Prints "ok WHAT" or "not ok WHAT: why".
import { execFile } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, readFileSync, statSync,
    writeFileSync }
    from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const require = createRequire(import.meta.url);
const here = fileURLToPath(new URL('.', import.meta.url));
const modules = join(here, '..', 'node_modules');
const [browserPath, mutool, pictures, booksPath] = process.argv.slice(2);
const PATIENCE = 30000;
// A phone of 390 x 720 points.
const SIZE = { width: 390, height: 720 };
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.epub':
    'application/epub+zip' };

const books = JSON.parse(readFileSync(booksPath, 'utf8')).map((book) => ({
	...book,
	articles: readFileSync(book.articles, 'utf8').trimEnd().split('\n')
	    .map((line) => JSON.parse(line)),
}));

// ----------------------------------------------------------------- harnesses

// Each page defines `reader` with the same methods.
const FOLIATE = `<!doctype html><meta charset="utf-8"><title>foliate</title>
<style>html, body { height: 100%; margin: 0 }
foliate-view { display: block; height: 100% }</style>
<script type="module">
import '/module/foliate-js/view.js';
const view = document.createElement('foliate-view');
document.body.append(view);
const one = (x) => typeof x === 'string' ? x : Object.values(x ?? {})[0] ?? '';
const list = (x) => (Array.isArray(x) ? x : x ? [x] : []);
const entries = (toc) => (toc ?? []).map(({ label, href, subitems }) =>
    ({ label, href, subitems: entries(subitems) }));
const documents = () => view.renderer.getContents().map(({ doc }) => doc);
window.reader = {
	async open(path) {
		await view.open(path);
		view.renderer.setAttribute('max-column-count', 1);
		const { metadata, dir, toc } = view.book;
		return {
			title: one(metadata.title),
			authors: list(metadata.author).map((author) =>
			    typeof author === 'string' ? author
			    : one(author.name)),
			languages: list(metadata.language),
			pages: dir ?? 'ltr',
			toc: entries(toc),
		};
	},
	begin: () => view.goTo(0),
	show: (href) => view.goTo(href),
	forth: () => view.renderer.nextSection(),
	back: () => view.renderer.prevSection(),
	page: () => view.next(),
	documents,
};
</script>`;

const EPUBJS = `<!doctype html><meta charset="utf-8"><title>epub.js</title>
<style>html, body, #book { height: 100%; margin: 0 }</style>
<script src="/module/jszip/dist/jszip.min.js"></script>
<script src="/module/epubjs/dist/epub.js"></script>
<div id="book"></div>
<script>
let book, rendition;
const entries = (toc) => (toc ?? []).map(({ label, href, subitems }) =>
    ({ label: label.trim(), href, subitems: entries(subitems) }));
// A section's index, of those that reading goes through.
const beside = async (step) => {
	const spine = book.spine.spineItems.filter(({ linear }) => linear);
	const at = spine.findIndex(({ index }) =>
	    index === rendition.currentLocation().start.index);
	await rendition.display(spine[at + step].href);
};
window.reader = {
	async open(path) {
		book = ePub(path);
		await book.ready;
		rendition = book.renderTo('book', { width: '100%',
		    height: '100%', flow: 'paginated', spread: 'none' });
		const { metadata } = book.packaging;
		return {
			title: metadata.title,
			authors: [metadata.creator],
			languages: [metadata.language],
			pages: metadata.direction || 'ltr',
			toc: entries(book.navigation.toc),
		};
	},
	begin: () => rendition.display(0),
	show: (href) => rendition.display(href),
	forth: () => beside(1),
	back: () => beside(-1),
	page: () => rendition.next(),
	documents: () => rendition.getContents().map(({ document }) => document),
};
</script>`;

const PAGES = { '/foliate-js.html': FOLIATE, '/epub.js.html': EPUBJS };

function answer(request, response) {
	const { pathname } = new URL(request.url, 'http://127.0.0.1');
	const book = books.find(({ name }) => pathname === `/${name}.epub`);
	const module = pathname.startsWith('/module/') &&
	    normalize(join(modules, pathname.slice('/module'.length)));
	const path = book?.path ?? module;

	if (PAGES[pathname]) {
		response.writeHead(200, { 'Content-Type': TYPES['.html'] });
		response.end(PAGES[pathname]);
	} else if (path && existsSync(path) && statSync(path).isFile()) {
		response.writeHead(200, { 'Content-Type':
		    TYPES[extname(path)] ?? 'application/octet-stream',
		    'Content-Length': statSync(path).size });
		createReadStream(path).pipe(response);
	} else {
		response.writeHead(404);
		response.end();
	}
}

// -------------------------------------------------------------- expectations

const flat = (text) => text.replace(/\s+/gu, ' ').trim();
const leaves = (toc) => toc.flatMap((entry) => entry.subitems.length > 0
    ? leaves(entry.subitems) : [entry]);
const headline = (article) => flat(article.headline?.text ??
    article.source.name.replace(/\.[^.]*$/, ''));
const words = (article) => flat(article.body[0].text).slice(0, 40).trim();
const names = (article) => article.authors.map(({ name }) => name);

function expect(what, found, expected) {
	if (JSON.stringify(found) !== JSON.stringify(expected))
		throw new Error(`${what} is ${JSON.stringify(found)}, ` +
		    `not ${JSON.stringify(expected)}`);
}

// The table of contents has each article once, and nothing else.
function expectContents(book, toc) {
	expect('the table of contents',
	    leaves(toc).map(({ label }) => flat(label)).sort(),
	    book.articles.map(headline).sort());
}

// In the order of the table of contents.
function articlesOf(book, toc) {
	const left = [...book.articles];

	return leaves(toc).map((entry) => {
		const at = left.findIndex((article) =>
		    headline(article) === flat(entry.label));

		return { ...entry, article: left.splice(at, 1)[0] };
	});
}

let failed = 0;

async function claim(what, prove) {
	try {
		await prove();
		console.log(`ok ${what}`);
	} catch (error) {
		failed++;
		console.log(`not ok ${what}: ` +
		    flat(String(error.message ?? error)).slice(0, 600));
	}
}

// ------------------------------------------------------------------- browser

async function until(what, look) {
	const end = Date.now() + PATIENCE;

	for (;;) {
		const found = await look();

		if (found)
			return;
		if (Date.now() > end)
			throw new Error(`${what} was not seen within ` +
			    `${PATIENCE / 1000} s`);
		await new Promise((done) => setTimeout(done, 50));
	}
}

// innerText leaves out what is not displayed.
const shownText = (page) => page.evaluate(() => reader.documents()
    .map((document) => document.body?.innerText ?? '').join(' '));

async function seen(page, texts) {
	let text = '';

	await until(JSON.stringify(texts), async () => {
		text = flat(await shownText(page));
		return texts.every((part) => text.includes(part));
	}).catch((error) => {
		throw new Error(`${error.message}, but ` +
		    JSON.stringify(text.slice(0, 120)));
	});
}

const seeArticle = (page, article) =>
    seen(page, [headline(article), words(article)]);

// How the article's document is laid out: by what the browser computed.
const layout = (page) => page.evaluate(() => {
	const { documentElement: root, body, defaultView } =
	    reader.documents()[0];
	const { direction, writingMode } = defaultView.getComputedStyle(body);

	return { language: root.lang, direction, writingMode };
});

async function expectLayout(page, book, toc) {
	const { language } = articlesOf(book, toc)[0].article;

	expect('the layout', await layout(page), {
		language: language.tag,
		direction: language.direction,
		writingMode: book.vertical ? 'vertical-rl' : 'horizontal-tb',
	});
}

function expectMetadata(book, about) {
	const authors = [...new Set(book.articles.flatMap(names))];

	expect('the title', about.title, book.title);
	// epub.js knows the first author, and the first language.
	if (about.authors.length > 1)
		expect('the authors', [...about.authors].sort(),
		    [...authors].sort());
	else
		expect('whether the author is one of them',
		    authors.includes(about.authors[0]), true);
	expect('the main language', about.languages[0], book.language);
	expect('the direction of pages', about.pages, book.pages);
}

async function walk(page, book, toc) {
	const [first, second] = articlesOf(book, toc);

	await page.evaluate((href) => reader.show(href), first.href);
	await seeArticle(page, first.article);
	if (!second)
		return;
	await page.evaluate(() => reader.forth());
	await seeArticle(page, second.article);
	await page.evaluate(() => reader.back());
	await seeArticle(page, first.article);
}

// Fonts, and pages that slide in: a picture is good when the next is the same.
// While the browser has much to do, it may show a tile of a page all over it.
async function picture(page, name) {
	let taken, before;

	await until('a page that stays', async () => {
		await new Promise((done) => setTimeout(done, 400));
		before = taken;
		taken = await page.screenshot();
		return before?.equals(taken);
	});
	writeFileSync(join(pictures, `${name}.png`), taken);
}

async function pictureAll(page, book, toc, name) {
	const chosen = articlesOf(book, toc);

	await page.evaluate(() => reader.begin());
	await until('a page', async () => (await page.evaluate(() =>
	    reader.documents().length)) > 0);
	await picture(page, `${name}-begin`);
	await page.evaluate(() => reader.page());
	await picture(page, `${name}-second`);
	await page.evaluate((href) => reader.show(href), chosen[0].href);
	await seeArticle(page, chosen[0].article);
	await picture(page, `${name}-article`);
	await page.evaluate(() => reader.page());
	await picture(page, `${name}-article-on`);
}

// Where a book begins with its cover, that is a picture, drawn in full.
const coverShown = (page) => page.evaluate(() => {
	const image = reader.documents()[0]?.querySelector('img, image');
	const box = image?.getBoundingClientRect();

	return Boolean(image?.naturalWidth > 0 && box.width > 100 &&
	    box.height > 100);
});

async function readInBrowser(context, server, system, book) {
	const page = await context.newPage();
	const what = `${system}: ${book.name}`;
	const errors = [];
	let about;

	page.on('pageerror', (error) => errors.push(error.message));
	await page.goto(`http://127.0.0.1:${server.address().port}/` +
	    `${system}.html`);
	await page.waitForFunction(() => window.reader !== undefined);
	await claim(`${what} opens with its metadata`, async () => {
		about = await page.evaluate((path) => reader.open(path),
		    `/${book.name}.epub`);
		expectMetadata(book, about);
	});
	if (about) {
		await claim(`${what} has its contents`, () =>
		    expectContents(book, about.toc));
		await claim(`${what} is read forth and back`, () =>
		    walk(page, book, about.toc));
		await claim(`${what} is laid out by its language`, () =>
		    expectLayout(page, book, about.toc));
		if (book.cover)
			await claim(`${what} shows its cover`, async () => {
				await page.evaluate(() => reader.begin());
				await until('the cover', () =>
				    coverShown(page));
			});
		await claim(`${what} has its picture taken`, () =>
		    pictureAll(page, book, about.toc,
			`${book.name}-${system}`));
	}
	await claim(`${what} makes no script fail`, () =>
	    expect('the list of errors', errors, []));
	await page.close();
}

async function readInBrowsers() {
	const { chromium } = require('playwright-core');
	const server = createServer(answer);

	await new Promise((done) => server.listen(0, '127.0.0.1', done));
	const browser = await chromium.launch({ executablePath: browserPath,
	    args: ['--no-sandbox'] });
	const context = await browser.newContext({ viewport: SIZE,
	    deviceScaleFactor: 2 });

	context.setDefaultTimeout(PATIENCE);
	for (const book of books)
		await Promise.all(['foliate-js', 'epub.js'].map((system) =>
		    readInBrowser(context, server, system, book)));
	await browser.close();
	server.close();
}

// --------------------------------------------------------------------- MuPDF

const LAYOUT = ['-W', '300', '-H', '450', '-S', '11'];

async function run(...words_) {
	const { stdout } = await promisify(execFile)(mutool, words_,
	    { encoding: 'utf8', maxBuffer: 1 << 28 });

	return stdout;
}

// Without blanks: MuPDF breaks lines of Chinese and Japanese as text.
const dense = (text) => text.replace(/\s+/gu, '');

// Text from right to left comes out in the order of its glyphs.
const legible = ({ article }) => article.language.direction === 'ltr';

// The first words of all articles follow each other as the contents say, each
// below its headline.
async function mupdfWalk(book, about) {
	const chosen = articlesOf(book, about.toc);
	const text = dense(await run('draw', '-q', '-F', 'txt', ...LAYOUT,
	    book.path));
	let at = 0;

	expect('the order of places', chosen.map(({ place }) => place),
	    chosen.map(({ place }) => place).sort((a, b) => a - b));
	for (const { article } of chosen.filter(legible))
		for (const part of [headline(article), words(article)]) {
			const found = text.indexOf(dense(part), at);

			expect(`whether ${JSON.stringify(part)} is behind ` +
			    JSON.stringify(text.slice(at, at + 40)),
			    found >= at, true);
			at = found;
		}
}

// Lines of Arabic end where the column does on the right, and not on the left.
async function mupdfSides(book) {
	const lines = [...(await run('draw', '-q', '-F', 'stext', ...LAYOUT,
	    book.path)).matchAll(/<line bbox="([\d.]+) [\d.]+ ([\d.]+) /g)]
	    .map(([, left, right]) => ({ left: +left, right: +right }));
	const left = Math.min(...lines.map((line) => line.left));
	const right = Math.max(...lines.map((line) => line.right));
	const near = (a, b) => Math.abs(a - b) < 3;
	const count = (at) => lines.filter(at).length;

	expect('whether the lines begin on the right',
	    lines.length > 5 && count((line) => near(line.right, right)) >
		2 * count((line) => near(line.left, left)), true);
}

async function readInMupdf(book) {
	const what = `MuPDF: ${book.name}`;
	let about;

	await claim(`${what} opens with its metadata`, async () => {
		about = JSON.parse(await run('run', join(here, 'outline.js'),
		    book.path));
		expect('the title', about.title, book.title);
		expect('whether the author is one of them',
		    book.articles.flatMap(names).some((name) =>
			about.author.includes(name)), true);
	});
	if (!about)
		return;
	await claim(`${what} has its contents`, () =>
	    expectContents(book, about.toc));
	await claim(`${what} has the articles where it says`, () =>
	    mupdfWalk(book, about));
	if (book.articles.every(({ language }) =>
	    language.direction === 'rtl'))
		await claim(`${what} begins its lines on the right`, () =>
		    mupdfSides(book));
	await claim(`${what} has its picture taken`, () => run('draw', '-q',
	    '-r', '144', ...LAYOUT, '-o',
	    join(pictures, `${book.name}-mupdf-%d.png`), book.path, '1-5'));
}

async function readAllInMupdf() {
	for (const book of books)
		await readInMupdf(book);
}

mkdirSync(pictures, { recursive: true });
await Promise.all([mutool === '-' || readAllInMupdf(),
    browserPath === '-' || readInBrowsers()]);
process.exit(failed > 0 ? 1 : 0);
