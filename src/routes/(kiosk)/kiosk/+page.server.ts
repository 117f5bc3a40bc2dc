import { redirect } from '@sveltejs/kit';
import { isAfterLastAdmission } from '#lib/domain/drop-in.ts';
import { comesAt } from '#lib/domain/topic.ts';
import { baseLanguage, languages, type LanguageCode } from '#lib/i18n/languages.ts';
import { forgetPairing, pairingFor } from '#lib/server/auth/pairing.ts';
import type { Reader } from '#lib/server/db/change.ts';
import { type DropIn, dropInById } from '#lib/server/db/drop-ins.ts';
import { offeredLanguages } from '#lib/server/db/offered-languages.ts';
import { offeredTopics } from '#lib/server/db/topics.ts';
import type { Actions, PageServerLoad } from './$types';

/** A topic as the tablet shows it: never which agency it leads to. */
export interface Offered {
	id: string;
	icon: string;
	label: string;
	meet: string;
	/** When somebody of theirs comes, if nobody is there yet. */
	from: string | null;
}

export interface Words {
	topics: Offered[];
	elsewhere: string;
}

export const load: PageServerLoad = async (event) => {
	const pairing = await pairingFor(event, 'kiosk');
	if (pairing.state !== 'paired') return { pairing, here: null };
	const { db, now } = event.locals;
	const { dropInId } = pairing.device;
	const dropIn = await dropInById(db.read, dropInId, 'en');
	if (dropIn === null) return { pairing: { state: 'revoked' as const }, here: null };
	const { state, startsAt, endsAt, lastAdmissionAt, hub } = dropIn;
	const at = now();
	const chosen = await offeredLanguages(db.read, dropInId);
	const offered = languages
		.map(({ code }) => code)
		.filter((code) => code === baseLanguage || (chosen?.includes(code) ?? true));
	// In each of them, so that the tablet can change it without asking.
	const words = Object.fromEntries(
		await Promise.all(offered.map(async (code) => [code, await wordsIn(db.read, dropIn, code, at)]))
	) as Partial<Record<LanguageCode, Words>> & Record<typeof baseLanguage, Words>;
	/** After the last check-in: only those who booked come in. */
	const full = isAfterLastAdmission(lastAdmissionAt, at);
	return {
		pairing: { state: 'paired' as const },
		here: { state, startsAt, endsAt, lastAdmissionAt, full, hub: hub.name, zone: hub.zone, words, offered }
	};
};

export const actions: Actions = {
	// For whoever stands before a tablet that was taken away: it forgets only itself.
	askAgain: (event) => {
		if (event.locals.device === null) forgetPairing(event, 'kiosk');
		redirect(303, '/kiosk');
	}
};

async function wordsIn(db: Reader, { id, startsAt: doors }: DropIn, locale: LanguageCode, now: string): Promise<Words> {
	const topics = await offeredTopics(db, id, locale, now);
	const dropIn = await dropInById(db, id, locale);
	return {
		topics: topics.map(({ id, icon, label, meet, startsAt }) => ({
			...{ id, icon, label, meet },
			from: comesAt({ startsAt }, doors, now)
		})),
		elsewhere: dropIn?.elsewhere ?? ''
	};
}
