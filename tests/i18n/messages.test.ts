import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { baseLanguage, languages } from '#lib/i18n/languages.ts';
import settings from '#lib/i18n/project.inlang/settings.json' with { type: 'json' };

const folder = new URL('../../src/lib/i18n/messages/', import.meta.url);
const areas = readdirSync(new URL(`${baseLanguage}/`, folder)).toSorted();
const others = languages.map((language) => language.code).filter((code) => code !== baseLanguage);

test('the languages offered are the languages compiled', () => {
	expect(languages.map((language) => language.code)).toEqual(settings.locales);
});

test('every area file is compiled', () => {
	const compiled = settings['plugin.inlang.messageFormat'].pathPattern.map((path) => path.split('/').at(-1));
	expect(compiled.toSorted()).toEqual(areas);
});

describe.each(areas)('%s', (area) => {
	const base = messagesIn(baseLanguage, area);

	test('keys start with the name of their area', () => {
		const prefix = `${area.replace('.json', '')}_`;
		expect(Object.keys(base).filter((key) => !key.startsWith(prefix))).toEqual([]);
	});

	test('no text is empty', () => {
		for (const code of [baseLanguage, ...others]) {
			const empty = Object.entries(messagesIn(code, area)).filter(([, texts]) => texts.some((text) => !text.trim()));
			expect(empty, code).toEqual([]);
		}
	});

	test.each(others)('is whole in %s, with the same placeholders', (code) => {
		const translated = messagesIn(code, area);
		expect(Object.keys(translated).toSorted()).toEqual(Object.keys(base).toSorted());
		for (const [key, texts] of Object.entries(base)) {
			expect(placeholders(translated[key] ?? []), key).toEqual(placeholders(texts));
		}
	});
});

test.each(languages.map(({ code }) => code))('no number goes without words in %s', (code) => {
	const forms = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
	const speechless = areas.flatMap((area) => {
		const file: Record<string, Message> = JSON.parse(readFileSync(new URL(`${code}/${area}`, folder), 'utf8'));
		return Object.entries(file).flatMap(([key, message]) => {
			if (typeof message === 'string') return [];
			const matches = Object.keys(message[0].match).map((match) => match.split(',').map((part) => part.trim()));
			const selectors = [...new Set(matches.flat().map((part) => part.split('=')[0] ?? ''))];
			const plurals = selectors.filter((name) =>
				matches.flat().some((part) => part === `${name}=other` || part === `${name}=*`)
			);
			return plurals.flatMap((name) =>
				forms
					.filter((form) => !matches.some((parts) => parts.includes(`${name}=${form}`) || parts.includes(`${name}=*`)))
					.map((form) => `${key}: ${form}`)
			);
		});
	});
	expect(speechless).toEqual([]);
});

type Message = string | [{ match: Record<string, string> }];

/** Each message as the texts it may show: one, or one a plural form. */
function messagesIn(code: string, area: string): Record<string, string[]> {
	const file: Record<string, Message> = JSON.parse(readFileSync(new URL(`${code}/${area}`, folder), 'utf8'));
	return Object.fromEntries(
		Object.entries(file)
			.filter(([key]) => key !== '$schema')
			.map(([key, message]) => [key, typeof message === 'string' ? [message] : Object.values(message[0].match)])
	);
}

function placeholders(texts: string[]): string[] {
	const found = texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''));
	return [...new Set(found)].toSorted();
}
