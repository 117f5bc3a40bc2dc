import { spokenLanguages } from '#lib/domain/interpreting.ts';
import { type HowToCall, type Need, type NamelessParty, needKinds } from '#lib/domain/visit.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

export const callWords: Record<HowToCall, () => string> = {
	screen: m.door_call_screen,
	phone: m.door_call_phone,
	fetch: m.door_call_fetch
};

export const callNotes: Record<HowToCall, () => string> = {
	screen: m.door_call_screen_note,
	phone: m.door_call_phone_note,
	fetch: m.door_call_fetch_note
};

export const needLabels: Record<Need, () => string> = {
	step_free: m.door_need_step_free,
	seat: m.door_need_seat,
	quiet: m.door_need_quiet,
	hearing_loop: m.door_need_hearing_loop,
	bsl: m.door_need_bsl,
	interpreter: m.door_need_interpreter,
	woman: m.door_need_woman,
	alone: m.door_need_alone,
	other: m.door_need_other
};

/** Needs to tick; an interpreter and something else have fields of their own. */
export const needsToTick = needKinds.filter((need) => need !== 'interpreter' && need !== 'other');

/** What would help somebody, each in a few words; an interpreter with the language, something else in their own. */
export function needWords({ needs, needsOther, interpreter }: NamelessParty): string[] {
	return needs.map((need) => {
		if (need === 'interpreter' && interpreter) return m.door_need_interpreter_for({ language: spoken(interpreter) });
		return need === 'other' && needsOther ? needsOther : needLabels[need]();
	});
}

function spoken(language: string): string {
	return spokenLanguages.find(({ code, english }) => language === code || language === english)?.english ?? language;
}
