import { languageOf, type LanguageCode } from '#lib/i18n/languages.ts';

/** What speaks in this browser, where anything does. */
export function voicesHere(): SpeechSynthesis | undefined {
	return 'speechSynthesis' in globalThis ? globalThis.speechSynthesis : undefined;
}

/**
 * The voice for a language among these, its region's own first. Only one on this machine: others would send every word to
 * somebody else's server (DESIGN 3.2).
 */
export function voiceFor(
	voices: readonly SpeechSynthesisVoice[],
	locale: LanguageCode
): SpeechSynthesisVoice | undefined {
	const own = voices.filter(({ lang, localService }) => localService && lang.split(/[-_]/)[0] === locale);
	return own.find(({ lang }) => languageOf(locale).tag.startsWith(lang.replace('_', '-'))) ?? own[0];
}
