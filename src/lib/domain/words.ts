import { done, type Result, refuse } from './refusal.ts';

interface Limits {
	field: string;
	/** The most characters. */
	longest: number;
	/** Whether it may be left empty. */
	optional?: boolean;
}

/** A text that every database can keep: no control characters but tabs and line breaks, no half of a surrogate pair. */
export function plainText(typed: string): string {
	return typed.replace(/[^\P{Cc}\t\n\r]|\p{Cs}/gu, '');
}

/** A line somebody typed, tidied: no control characters, no spaces at its ends or doubled. Refuses none and too much. */
export function readLine(typed: string, limits: Limits): Result<{ text: string }> {
	return within(typed.replace(/[\p{Cc}\s]+/gu, ' '), limits);
}

/** Several lines somebody typed: line breaks stay, other control characters go. */
export function readText(typed: string, limits: Limits): Result<{ text: string }> {
	return within(typed.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n]/gu, ' '), limits);
}

/** A name as it stands in an address: `Stockton Family Hub` is `stockton-family-hub`. Empty when no letter of it can be. */
export function slugOf(name: string): string {
	const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
	return plain
		.replace(/['’]/g, '')
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, 60)
		.replace(/^-+|-+$/g, '');
}

/** Whether a text can stand in an address as it is. */
export function isSlug(text: string): boolean {
	return text.length <= 60 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);
}

/** A whole number somebody typed, in any digits of ours, within bounds. */
export function isWithin(number: number, least: number, most: number): boolean {
	return Number.isInteger(number) && number >= least && number <= most;
}

/** A whole number somebody typed, within bounds; `whole: false` takes parts of one too. Refuses others beside the field. */
export function readNumber(
	number: number,
	{ field, least, most, whole = true }: { field: string; least: number; most: number; whole?: boolean }
): Result<{ number: number }> {
	const fits = whole ? isWithin(number, least, most) : number >= least && number <= most;
	return fits
		? done({ number })
		: refuse(whole ? 'number_invalid' : 'amount_invalid', { field, values: { least, most } });
}

function within(tidied: string, { field, longest, optional = false }: Limits): Result<{ text: string }> {
	const text = tidied.trim();
	if (text.length > longest) return refuse('text_too_long', { field, values: { longest } });
	return text === '' && !optional ? refuse('field_missing', { field }) : done({ text });
}
