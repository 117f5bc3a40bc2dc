import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { auditActions } from '#lib/domain/audit.ts';
import { refusalReasons } from '#lib/domain/refusal.ts';
import { topicIcons } from '#lib/domain/topic-icons.ts';
import { reasonsExpected, reasonsGiven } from './refusals-named.ts';

const DEFINED = 'src/lib/domain/refusal.ts';
const source = wordsIn('src', [DEFINED, 'src/lib/i18n/paraglide/']);

test('every text is shown somewhere', () => {
	const byName = new Set([
		...refusalReasons.map((reason) => `refusal_${reason}`),
		...auditActions.map((action) => `admin_audit_${action}`),
		...topicIcons.map((icon) => `admin_icon_${icon.replaceAll('-', '_')}`)
	]);
	const keys = globSync('src/lib/i18n/messages/en/*.json').flatMap((file) =>
		Object.keys(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)
	);
	expect(keys.length).toBeGreaterThan(byName.size);
	expect(keys.filter((key) => key !== '$schema' && !source.has(key) && !byName.has(key))).toEqual([]);
});

test('every refusal is given somewhere, and a test expects it', () => {
	const [given, expected] = [reasonsGiven('src'), reasonsExpected('tests')];
	expect(refusalReasons.filter((reason) => !given.has(reason))).toEqual([]);
	expect(refusalReasons.filter((reason) => !expected.has(reason))).toEqual([]);
});

/** Every identifier-like word of a folder's source, but for the files named. */
function wordsIn(folder: string, but: readonly string[]): Set<string> {
	const files = globSync(`${folder}/**/*.{ts,svelte}`).filter((file) => !but.some((name) => file.startsWith(name)));
	return new Set(files.flatMap((file) => readFileSync(file, 'utf8').match(/\w+/g) ?? []));
}
