import { readHowToCall, readName, readNeeds, readSize } from '#lib/domain/answers.ts';
import type { Refusal, Result } from '#lib/domain/refusal.ts';
import type { Party } from '#lib/domain/visit.ts';
import { isLanguageCode } from '#lib/i18n/languages.ts';
import { choicesIn, textIn } from '#lib/server/form.ts';

/** What a welcomer has typed about somebody, kept as it stands until it is right. */
export interface Entries {
	topics: string[];
	name: string;
	party: string;
	language: string;
	needs: string[];
	other: string;
	interpreter: string;
	call: string;
	sooner: boolean;
	/** Let in after the last check-in all the same. */
	late: boolean;
}

/** The longest text a form gives back; nobody types more. */
const LONGEST = 300;

export function entriesIn(form: FormData, language: string): Entries {
	const text = (name: string) => textIn(form, name).slice(0, LONGEST);
	return {
		topics: choicesIn(form, 'topics').slice(0, 60),
		name: text('name'),
		party: text('party'),
		language: text('language') || language,
		needs: choicesIn(form, 'needs').slice(0, 20),
		other: text('other'),
		interpreter: text('interpreter'),
		call: text('call'),
		sooner: textIn(form, 'sooner') === 'yes',
		late: textIn(form, 'late') === 'yes'
	};
}

/** The party these entries describe, or everything that is wrong with them. */
export function partyOf(entries: Entries, language: string): { party: Party | null; refusals: Refusal[] } {
	const parts = [
		readName(entries.name),
		readSize(entries.party),
		readNeeds(entries),
		readHowToCall(entries.call)
	] as const;
	const refusals = (parts as readonly Result[]).flatMap((part) => (part.ok ? [] : [part.refusal]));
	const [name, size, needs, call] = parts;
	if (!name.ok || !size.ok || !needs.ok || !call.ok) return { party: null, refusals };
	const spoken = isLanguageCode(entries.language) ? entries.language : language;
	const { name: called } = name;
	const { needs: ticked, needsOther, interpreter } = needs;
	const party = {
		name: called,
		size: size.size,
		language: spoken,
		needs: ticked,
		needsOther,
		interpreter,
		howToCall: call.howToCall
	};
	return { party, refusals: [] };
}
