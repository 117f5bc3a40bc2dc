/**
 * Dates and lists in Central Kurdish (Sorani). Browsers know none of it: asked for one, Chromium answers in English, while
 * the server answers in Kurdish. Names and order as in the Unicode CLDR 47, months of the Gregorian calendar.
 */
const weekdays = ['یەکشەممە', 'دووشەممە', 'سێشەممە', 'چوارشەممە', 'پێنجشەممە', 'ھەینی', 'شەممە'];
const months = [
	'کانوونی دووەم',
	'شوبات',
	'ئازار',
	'نیسان',
	'ئایار',
	'حوزەیران',
	'تەمووز',
	'ئاب',
	'ئەیلوول',
	'تشرینی یەکەم',
	'تشرینی دووەم',
	'کانوونی یەکەم'
];

/** What of a date is to be said: always the long names. */
export interface DateShape {
	weekday?: 'long';
	day?: 'numeric';
	month?: 'long';
	year?: 'numeric';
}

/** A date in the zone's own day: "چوارشەممە، 27ی ئازاری 2024". */
export function soraniDate(date: Date, zone: string, shape: DateShape): string {
	const parts = new Intl.DateTimeFormat('en-GB', {
		timeZone: zone,
		year: 'numeric',
		month: 'numeric',
		day: 'numeric'
	}).formatToParts(date);
	const [year = 0, month = 0, day = 0] = ['year', 'month', 'day'].map((type) =>
		Number(parts.find((part) => part.type === type)?.value)
	);
	const weekday = shape.weekday && weekdays[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
	const ofMonth = `${day}ی ${months[month - 1]}${shape.year ? `ی ${year}` : ''}`;
	return [weekday, shape.day && ofMonth].filter(Boolean).join('، ');
}

/** "ا، ب و پ". */
export function soraniList(items: readonly string[]): string {
	return items.length < 2 ? items.join('') : `${items.slice(0, -1).join('، ')} و ${items.at(-1)}`;
}
