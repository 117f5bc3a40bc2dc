import { describe, expect, it } from 'vitest';
import { unguarded } from './support/architecture/guards.ts';
import {
	hiddenClocks,
	leftOutTests,
	longFiles,
	medianLength,
	sqlOutsideDb,
	stickyHovers
} from './support/architecture/habits.ts';
import { barrels, forbiddenImports, placeless } from './support/architecture/imports.ts';
import { untranslated } from './support/architecture/text.ts';
import { plant, readTree, type Tree } from './support/architecture/tree.ts';

/** Ways into staff routes that need no guard, each with its reason. */
const OPEN: Record<string, string> = {
	'src/routes/(kiosk)/kiosk/+page.server.ts load': 'says how to pair a tablet that is not paired, and nothing else',
	'src/routes/(kiosk)/kiosk/+page.server.ts ?/askAgain':
		'a tablet that was taken away forgets itself, and nothing else',
	'src/routes/(board)/board/+page.server.ts ?/askAgain':
		'a screen that was taken away forgets itself, and nothing else',
	'src/routes/live/ticket/[token]/+server.ts GET': 'the token is the key, as on the ticket page itself'
};

/** Words in components that are no language, each with its reason. */
const NOT_LANGUAGE: Record<string, string> = {};

const tree = readTree();

const rules: Record<string, { judge: (tree: Tree) => string[]; planted: Record<string, Record<string, string>> }> = {
	'each layer imports only what it may': {
		judge: forbiddenImports,
		planted: {
			'the domain reaches for the database': {
				'src/lib/domain/plant.ts': `import { change } from '../server/db/change.ts';`
			},
			'the domain reaches for a package': { 'src/lib/domain/plant.ts': `import { sql } from 'kysely';` },
			'the domain reaches for the machine': { 'src/lib/domain/plant.ts': `import { readFileSync } from 'node:fs';` },
			'the database knows of operations': {
				'src/lib/server/db/plant.ts': `import type { Booked } from '../operations/booking/book.ts';`
			},
			'an operation knows HTTP': { 'src/lib/server/operations/plant.ts': `import { redirect } from '@sveltejs/kit';` },
			'an operation calls up': {
				'src/lib/server/operations/plant.ts': `import { requireRep } from '../auth/guards.ts';`
			},
			'a route queries': { 'src/routes/plant/+page.server.ts': `import { sql } from 'kysely';` },
			'the server queries': { 'src/lib/server/auth/plant.ts': `import { Kysely } from 'kysely';` },
			'a page reaches for the server': {
				'src/routes/plant/+page.svelte': `<script lang="ts">import { change } from '#lib/server/db/change.ts';</script>`
			},
			'a component reaches for the server': {
				'src/lib/ui/Plant.svelte': `<script lang="ts">import type { Database } from '#lib/server/db/change.ts';</script>`
			},
			'the kiosk reaches for the server, later': { 'src/lib/kiosk/plant.ts': `await import('#lib/server/codes.ts');` },
			'a migration reaches for src': {
				'migrations/9999-plant.ts': `import type { Tables } from '../src/lib/server/db/schema.ts';`
			},
			'the product reaches for its tests': {
				'src/lib/server/plant.ts': `import { makeHall } from '#tests/support/hall.ts';`
			}
		}
	},
	'each file of src has its place': {
		judge: placeless,
		planted: { 'a folder nobody knows': { 'src/helpers/plant.ts': 'export const one = 1;' } }
	},
	'there are no barrels': {
		judge: barrels,
		planted: {
			'an index file': { 'src/lib/ui/index.ts': 'export const one = 1;' },
			'a file that passes on everything': { 'src/lib/domain/plant.ts': `export * from './queue.ts';` },
			'a file that passes on a type': { 'src/lib/domain/plant.ts': `export type { Place } from './queue.ts';` }
		}
	},
	'only db speaks SQL': {
		judge: sqlOutsideDb,
		planted: {
			'an operation that selects': {
				'src/lib/server/operations/plant.ts': `export const all = (db) => db.read.selectFrom('stop').execute();`
			},
			'a route that deletes': {
				'src/routes/plant/+server.ts': `export const POST = ({ locals }) => locals.db.read.deleteFrom('visit').execute();`
			}
		}
	},
	'the domain and the operations are told the time': {
		judge: hiddenClocks,
		planted: {
			'a clock in the domain': { 'src/lib/domain/plant.ts': 'export const now = () => Date.now();' },
			'a clock in an operation': {
				'src/lib/server/operations/plant.ts': 'export const now = () => new Date().toISOString();'
			},
			'a die in the domain': { 'src/lib/domain/plant.ts': 'export const roll = () => Math.random();' },
			'the environment in an operation': {
				'src/lib/server/operations/plant.ts': 'export const demo = () => process.env.DEMO;'
			}
		}
	},
	'every test is run': {
		judge: leftOutTests,
		planted: {
			'a test left out': { 'tests/plant.test.ts': `it.skip('is true', () => {});` },
			'a test that leaves out the others': { 'tests/plant.test.ts': `describe.only('this', () => {});` },
			'a test left out in a loop': { 'tests/plant.test.ts': `it.skip.each([1])('%d', () => {});` },
			'a browser test left out': { 'tests/browser/plant.e2e.ts': `test.fixme('later', async () => {});` }
		}
	},
	'all words are in messages': {
		judge: (tree) => untranslated(tree).filter((found) => !(found in NOT_LANGUAGE)),
		planted: {
			'a heading': { 'src/routes/plant/+page.svelte': '<h1>Welcome</h1>' },
			'a word beside a message': { 'src/lib/ui/Plant.svelte': '{#if true}<p>{m.a()} and more</p>{/if}' },
			'a label only a screen reader reads': { 'src/lib/ui/Plant.svelte': '<button aria-label="Close"></button>' },
			'words in braces': { 'src/lib/ui/Plant.svelte': `<p>{'Hello'}</p>` },
			'words handed to a component': { 'src/routes/plant/+page.svelte': '<Field label="Your name" />' }
		}
	},
	'every way into a staff route is guarded': {
		judge: (tree) => unguarded(tree).filter((entry) => !(entry in OPEN)),
		planted: {
			'a page': {
				'src/routes/(desk)/desk/plant/+page.server.ts': `export const load = ({ locals }) => ({ one: locals.db });`
			},
			'one action of two': {
				'src/routes/(admin)/admin/plant/+page.server.ts': `export const actions = { safe: (event) => { requireCoordinator(event); }, open: async () => {} } satisfies Actions;`
			},
			'an endpoint': {
				'src/routes/(kiosk)/kiosk/plant/+server.ts': `export const POST: RequestHandler = async ({ request }) => new Response(await request.text());`
			},
			'a stream': {
				'src/routes/live/plant/+server.ts': `export function GET(event) { return liveStream(event, () => 1); }`
			},
			'a guard that is only named': {
				'src/routes/(door)/welcome/plant/+server.ts': `export const GET = () => new Response(String(requireWelcomer));`
			},
			'a page whose layout alone is guarded': {
				'src/routes/(board)/board/plant/+layout.server.ts': `export const load = (event) => { requireBoard(event); };`,
				'src/routes/(board)/board/plant/+page.server.ts': `export const load = () => ({});`
			}
		}
	},
	'nothing keeps the look of a pointer above it after a tap': {
		judge: stickyHovers,
		planted: {
			'a button': { 'src/lib/ui/Plant.svelte': '<style>\n\tbutton:hover {\n\t\tcolor: red;\n\t}\n</style>' },
			'beside one that may': {
				'src/lib/ui/plant.css': '@media (hover: hover) {\n\ta:hover {\n\t\tcolor: red;\n\t}\n}\n\nb:hover {\n}'
			}
		}
	},
	'no file is longer than 300 lines, unless it says why': {
		judge: longFiles,
		planted: {
			'a long file': { 'src/lib/domain/plant.ts': 'export const one = 1;\n'.repeat(301) },
			'an endless list of tests': { 'tests/plant.test.ts': 'export const one = 1;\n'.repeat(601) }
		}
	}
};

describe.each(Object.entries(rules))('%s', (_, { judge, planted }) => {
	const here = judge(tree);

	it('here', () => {
		expect(here).toEqual([]);
	});

	it.each(Object.entries(planted))('and would be missed: %s', (_, files) => {
		const found = judge(plant(tree, files)).filter((one) => !here.includes(one));
		expect(found.length).toBeGreaterThan(0);
		expect(found.every((one) => /plant|index\.ts/i.test(one))).toBe(true);
	});
});

it('a guard behind a function of the same file counts', () => {
	const file = 'src/routes/(desk)/desk/plant/+page.server.ts';
	const text = `export const load = (event) => own(event); function own(event) { return requireRep(event); }`;
	expect(unguarded(new Map([[file, text]]))).toEqual([]);
});

it('a long file that says why is let be', () => {
	const text = '// Long because the whole form is on one page.\n' + 'export const one = 1;\n'.repeat(301);
	expect(longFiles(new Map([['src/lib/domain/plant.ts', text]]))).toEqual([]);
});

it('files are short: half of them at most 60 lines', () => {
	const medians = Object.fromEntries(
		['src/', 'migrations/', 'tests/'].map((folder) => [folder, medianLength(tree, folder)])
	);
	console.info('median lines of a file', medians);
	expect(medians['src/']).toBeLessThanOrEqual(60);
});

it('no exception is kept for what is gone', () => {
	const there = (entry: string) => tree.has(entry.replace(/ \S+$/, ''));
	expect(Object.keys(OPEN).filter((entry) => there(entry) && !unguarded(tree).includes(entry))).toEqual([]);
	expect(Object.keys(NOT_LANGUAGE).filter((words) => !untranslated(tree).includes(words))).toEqual([]);
});
