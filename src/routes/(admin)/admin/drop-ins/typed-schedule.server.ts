import { languages } from '#lib/i18n/languages.ts';
import { textIn } from '#lib/server/form.ts';
import type { Schedule } from '#lib/server/operations/drop-in/read-schedule.ts';
import { isTicked, numberIn } from '../forms.server.ts';

/** What was typed into the form of a schedule. */
export function scheduleIn(form: FormData): Schedule {
	const weekday = numberIn(form, 'weekday');
	const words = languages.map(({ code }) => {
		const texts = {
			title: textIn(form, `title-${code}`),
			audience: textIn(form, `audience-${code}`),
			elsewhere: textIn(form, `elsewhere-${code}`)
		};
		return [code, texts] as const;
	});
	return {
		date: textIn(form, 'date'),
		weekday: Number.isNaN(weekday) ? null : weekday,
		starts: textIn(form, 'starts'),
		ends: textIn(form, 'ends'),
		endsNextDay: isTicked(form, 'endsNextDay'),
		lastAdmission: textIn(form, 'lastAdmission'),
		windowMinutes: numberIn(form, 'windowMinutes'),
		headStart: numberIn(form, 'headStart'),
		priorityRate: numberIn(form, 'priorityRate'),
		words: Object.fromEntries(words)
	};
}
