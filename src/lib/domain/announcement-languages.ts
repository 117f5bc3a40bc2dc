import { done, type Result, refuse } from './refusal.ts';

/** The hall hears at most so many languages: with more, ten calls at once could not all be said while they are shown. */
export const MOST_LANGUAGES = 2;

/**
 * The languages a hall is to hear, in the order in which they are offered; none is a choice too.
 * Refuses, beside `field`, more than two and what is not offered.
 */
export function readLanguages(
	chosen: readonly string[],
	offered: readonly string[],
	field: string
): Result<{ languages: string[] }> {
	if (chosen.some((code) => !offered.includes(code))) return refuse('not_allowed', { field });
	const languages = offered.filter((code) => chosen.includes(code));
	return languages.length > MOST_LANGUAGES
		? refuse('speech_too_many', { field, values: { most: MOST_LANGUAGES } })
		: done({ languages });
}
