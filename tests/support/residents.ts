import type { Resident } from '#lib/domain/actor.ts';
import { type Answers, bookingSteps } from '#lib/domain/booking.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Result } from '#lib/domain/refusal.ts';
import type { Database } from '#lib/server/db/change.ts';
import { book, type Booked } from '#lib/server/operations/booking/book.ts';
import { saveAnswers } from '#lib/server/operations/booking/save-answers.ts';
import { startDraft } from '#lib/server/operations/booking/start-draft.ts';
import type { Hall } from './hall.ts';

/** Somebody on a phone of their own. */
export function phone(name = 'phone'): Resident {
	return { kind: 'resident', deviceLookup: `device ${name}` };
}

/** Answers every question of a booking, for these agencies of the hall, in its window number `window`. Gives the draft's secret. */
export async function fillDraft(
	db: Database,
	hall: Hall,
	agencies: string[],
	window: number,
	now: Instant,
	more: Partial<Answers> = {}
): Promise<string> {
	const started = await startDraft(db, { dropInId: hall.dropInId, language: 'en' }, now);
	if (!started.ok) throw new Error(started.refusal.reason);
	await answer(db, started.secret, hall, agencies, window, now, more);
	return started.secret;
}

export async function answer(
	db: Database,
	secret: string,
	hall: Hall,
	agencies: string[],
	window: number,
	now: Instant,
	more: Partial<Answers> = {}
): Promise<void> {
	const topicIds = agencies.map((agency) => hall.agencies[agency]?.topicId ?? '');
	const windowId = hall.windows[window]?.id ?? null;
	const saved = await saveAnswers(
		db,
		secret,
		(before) => ({ ...before, topicIds, windowId, given: [...bookingSteps], ...more }),
		now
	);
	if (!saved.ok) throw new Error(saved.refusal.reason);
}

/** Books from first question to last. */
export async function bookFor(
	db: Database,
	hall: Hall,
	agencies: string[],
	window: number,
	now: Instant,
	actor: Resident = phone()
): Promise<Result<Booked>> {
	return book(db, { secret: await fillDraft(db, hall, agencies, window, now) }, actor, now);
}
