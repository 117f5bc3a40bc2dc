import { spokenLanguages } from '../domain/interpreting.ts';
import { isLanguageCode, languageOf, type LanguageCode } from './languages.ts';

/** A language as the reader calls it: one of ours by its code, an interpreter's by the name it was asked for. */
export function languageText(said: string, locale: LanguageCode): string {
	const code = isLanguageCode(said) ? said : spokenLanguages.find(({ english }) => english === said)?.code;
	if (code === undefined || (locale === 'en' && code !== said)) return said;
	return new Intl.DisplayNames([languageOf(locale).tag], { type: 'language' }).of(code) ?? said;
}
