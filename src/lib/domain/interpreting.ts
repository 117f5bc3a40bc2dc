/** Languages that interpreters are often asked for in England; a hypothesis, to be corrected by each hub's own experience. */
export interface SpokenLanguage {
	/** BCP 47. */
	code: string;
	/** As its speakers write it. */
	own: string;
	/** As the staff know it: what is stored, and what a rep reads before the call (UX L5). */
	english: string;
}

export const spokenLanguages: readonly SpokenLanguage[] = [
	{ code: 'ar', own: 'العربية', english: 'Arabic' },
	{ code: 'fa', own: 'فارسی', english: 'Farsi' },
	{ code: 'prs', own: 'دری', english: 'Dari' },
	{ code: 'ckb', own: 'کوردیی سۆرانی', english: 'Kurdish Sorani' },
	{ code: 'kmr', own: 'Kurmancî', english: 'Kurdish Kurmanji' },
	{ code: 'ps', own: 'پښتو', english: 'Pashto' },
	{ code: 'ur', own: 'اردو', english: 'Urdu' },
	{ code: 'pa', own: 'ਪੰਜਾਬੀ', english: 'Punjabi' },
	{ code: 'pl', own: 'Polski', english: 'Polish' },
	{ code: 'ro', own: 'Română', english: 'Romanian' },
	{ code: 'sk', own: 'Slovenčina', english: 'Slovak' },
	{ code: 'uk', own: 'Українська', english: 'Ukrainian' },
	{ code: 'ti', own: 'ትግርኛ', english: 'Tigrinya' },
	{ code: 'so', own: 'Soomaali', english: 'Somali' },
	{ code: 'zh', own: '中文', english: 'Chinese' }
];

/** For a language that is not in the list: a welcomer asks which. */
export const ANOTHER_LANGUAGE = 'Another language';

export const interpreterLanguages: readonly string[] = [
	...spokenLanguages.map(({ english }) => english),
	ANOTHER_LANGUAGE
];
