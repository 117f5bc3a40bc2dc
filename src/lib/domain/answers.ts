import { asciiDigits } from './reference.ts';
import { done, type Result, refuse } from './refusal.ts';
import { isHowToCall, isNeed, MAX_PARTY, type Party } from './visit.ts';
import { isWithin, readLine } from './words.ts';

export const LONGEST_NAME = 80;
export const LONGEST_NEED = 200;

/** What to call somebody: anything, in any script, or nothing (UX5). */
export function readName(typed: string): Result<Pick<Party, 'name'>> {
	const line = readLine(typed, { field: 'name', longest: LONGEST_NAME, optional: true });
	return line.ok ? done({ name: line.text === '' ? null : line.text }) : line;
}

/** How many come together; nothing typed is one. */
export function readSize(typed: string): Result<Pick<Party, 'size'>> {
	const text = asciiDigits(typed).trim();
	const size = text === '' ? 1 : Number(text);
	return isWithin(size, 1, MAX_PARTY) ? done({ size }) : refuse('party_invalid', { field: 'party' });
}

/** Access needs (UX9), each optional. A language alone asks for an interpreter; an interpreter wants a language. */
export function readNeeds(typed: {
	needs: readonly string[];
	other: string;
	interpreter: string;
}): Result<Pick<Party, 'needs' | 'needsOther' | 'interpreter'>> {
	if (!typed.needs.every(isNeed)) return refuse('needs_invalid', { field: 'needs' });
	const other = readLine(typed.other, { field: 'other', longest: LONGEST_NEED, optional: true });
	if (!other.ok) return other;
	const language = readLine(typed.interpreter, { field: 'interpreter', longest: LONGEST_NAME, optional: true });
	if (!language.ok) return language;
	const needs = new Set(typed.needs.filter(isNeed));
	if (other.text !== '') needs.add('other');
	if (language.text !== '') needs.add('interpreter');
	if (needs.has('interpreter') && language.text === '') return refuse('language_missing', { field: 'interpreter' });
	return done({ needs: [...needs], needsOther: other.text, interpreter: language.text || null });
}

/** Nothing chosen is the screen, as everywhere. */
export function readHowToCall(typed: string): Result<Pick<Party, 'howToCall'>> {
	if (typed === '') return done({ howToCall: 'screen' });
	return isHowToCall(typed) ? done({ howToCall: typed }) : refuse('field_missing', { field: 'call' });
}
