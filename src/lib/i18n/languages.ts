export type Direction = 'ltr' | 'rtl';

/** A language is data (UX L4): add one here, in `project.inlang/settings.json` and as a folder in `messages/`. */
export interface Language {
	readonly code: string;
	/** Its own name, as its readers write it (UX K11). */
	readonly name: string;
	readonly dir: Direction;
	/** Whether a person who speaks it has read every message. */
	readonly reviewed: boolean;
	/** For `Intl`: always the Gregorian calendar and Latin digits, whatever the region's habit (UX L2). */
	readonly tag: string;
	readonly clock: '12-hour' | '24-hour';
}

export const languages = [
	{
		code: 'en',
		name: 'English',
		dir: 'ltr',
		reviewed: true,
		tag: 'en-GB-u-ca-gregory-nu-latn',
		clock: '12-hour'
	},
	{
		code: 'pl',
		name: 'Polski',
		dir: 'ltr',
		reviewed: false,
		tag: 'pl-u-ca-gregory-nu-latn',
		clock: '24-hour'
	},
	{
		code: 'ro',
		name: 'Română',
		dir: 'ltr',
		reviewed: false,
		tag: 'ro-u-ca-gregory-nu-latn',
		clock: '24-hour'
	},
	{
		code: 'ar',
		name: 'العربية',
		dir: 'rtl',
		reviewed: false,
		tag: 'ar-u-ca-gregory-nu-latn',
		clock: '12-hour'
	},
	{
		code: 'fa',
		name: 'فارسی',
		dir: 'rtl',
		reviewed: false,
		tag: 'fa-u-ca-gregory-nu-latn',
		clock: '24-hour'
	},
	{
		code: 'ckb',
		name: 'کوردیی سۆرانی',
		dir: 'rtl',
		reviewed: false,
		tag: 'ckb-u-ca-gregory-nu-latn',
		clock: '12-hour'
	},
	{
		code: 'ur',
		name: 'اردو',
		dir: 'rtl',
		reviewed: false,
		tag: 'ur-u-ca-gregory-nu-latn',
		clock: '12-hour'
	}
] as const satisfies readonly Language[];

export type LanguageCode = (typeof languages)[number]['code'];

export const baseLanguage: LanguageCode = 'en';

export function isLanguageCode(code: string): code is LanguageCode {
	return languages.some((language) => language.code === code);
}

export function languageOf(code: LanguageCode): Language {
	const language = languages.find((one) => one.code === code);
	if (!language) throw new Error(`No such language: ${code}`);
	return language;
}
