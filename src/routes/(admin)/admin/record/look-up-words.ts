import { m } from '#lib/i18n/paraglide/messages.js';

const by: Record<string, (values: { answer: string }) => string> = {
	reference: m.admin_looked_up_reference,
	code: m.admin_looked_up_code,
	name: m.admin_looked_up_name,
	reference_or_name: m.admin_looked_up_reference_or_name,
	number: m.admin_looked_up_number
};
const answers: Record<string, () => string> = {
	found: m.admin_looked_up_found,
	several: m.admin_looked_up_several,
	nobody: m.admin_looked_up_nobody
};

/** A welcomer's look-up as it was written down (`name: several`), as a sentence; null when it is none that is known. */
export function lookUpWords(detail: string): string | null {
	const [how = '', came = ''] = detail.split(': ');
	if (how === 'note') return m.admin_looked_up_note();
	const [sentence, answer] = [by[how], answers[came]];
	return sentence && answer ? sentence({ answer: answer() }) : null;
}
