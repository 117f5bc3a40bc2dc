import type { LanguageCode } from '#lib/i18n/languages.ts';
import { formatTime } from '#lib/i18n/locale.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

/** "You would meet: a police officer", and from when, if nobody of theirs is there yet. */
export function whomToMeet(
	{ meet, from }: { meet: string; from: string | null },
	zone: string,
	locale: LanguageCode
): string {
	if (from === null) return m.common_meet({ who: meet }, { locale });
	return m.common_meet_from({ who: meet, time: formatTime(from, zone, locale, 'brief') }, { locale });
}
