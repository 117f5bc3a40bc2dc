import { addMinutes, type Instant, minutesBetween } from '../../lib/domain/instant.ts';
import type { Outcome } from '../../lib/domain/stop.ts';
import type { Party } from '../../lib/domain/visit.ts';
import { bookingById } from '../../lib/server/db/bookings.ts';
import type { Database } from '../../lib/server/db/change.ts';
import { placesOf } from '../../lib/server/db/places.ts';
import { newId } from '../../lib/server/ids.ts';
import { book } from '../../lib/server/operations/booking/book.ts';
import { saveAnswers } from '../../lib/server/operations/booking/save-answers.ts';
import { startDraft } from '../../lib/server/operations/booking/start-draft.ts';
import { callNext } from '../../lib/server/operations/desk/call-next.ts';
import { closeDesk, openDesk, pauseDesk } from '../../lib/server/operations/desk/open-desk.ts';
import { finish, start } from '../../lib/server/operations/desk/serve.ts';
import { openDropIn } from '../../lib/server/operations/drop-in/open.ts';
import { checkIn } from '../../lib/server/operations/visit/check-in.ts';
import { walkIn } from '../../lib/server/operations/visit/walk-in.ts';
import { must } from './must.ts';
import type { People } from './people.ts';
import { CATALYST, CHILDREN, COUNCIL, HEALTH, HOUSING, POLICE, YOUTH } from './topics.ts';

interface Hall {
	db: Database;
	people: People;
	dropInId: string;
	startsAt: Instant;
	/** Topic ids by their key. */
	topics: ReadonlyMap<string, string>;
}

const nobody: Party = {
	name: null,
	size: 1,
	language: 'en',
	needs: [],
	needsOther: '',
	interpreter: null,
	howToCall: 'screen'
};

/**
 * What has happened since the doors opened, all of it through the operations people use, with made-up nicknames.
 * Gives the reference of somebody who has booked and not come yet.
 */
export async function playTheAfternoon(hall: Hall, now: Instant): Promise<{ reference: string; token: string }> {
	const { db, people, dropInId, startsAt } = hall;
	const dayBefore = addMinutes(startsAt, -24 * 60);
	const early = await books(
		hall,
		['unsafe', 'repairs'],
		{ ...nobody, name: 'Robin', howToCall: 'phone' },
		0,
		dayBefore
	);
	const soon = await books(hall, ['family'], { ...nobody, name: 'Auntie Jo', size: 3, needs: ['seat'] }, 1, dayBefore);
	await books(hall, ['streets', 'money'], { ...nobody, name: 'Blue Hat' }, 3, dayBefore);
	const expected = await books(
		hall,
		['unsafe', 'repairs'],
		{ ...nobody, name: 'Kestrel', needs: ['step_free'] },
		5,
		dayBefore
	);

	// Just after midnight there has been no time for all of this: then it goes on a little past now.
	const sinceOpening = Math.max(20, minutesBetween(startsAt, now));
	/** The moment a part of the time since opening had gone by. */
	const at = (part: number) => addMinutes(startsAt, part * sinceOpening);
	await must(openDropIn(db, { dropInId }, people.coordinator, at(0)));
	const [police, council, housing, health] = [
		await desk(hall, POLICE, at(0)),
		await desk(hall, COUNCIL, at(0)),
		await desk(hall, HOUSING, at(0)),
		await desk(hall, HEALTH, at(0))
	];

	await walksIn(hall, ['streets'], nobody, at(0.04));
	await walksIn(hall, ['repairs', 'money'], { ...nobody, name: 'Magpie' }, at(0.06));
	await housing.serve('advised', [0.07, 0.09, 0.2], at);
	await comes(hall, early.token, at(0.1));
	await council.serve('action', [0.1, 0.13, 0.28], at);
	await police.serve('action', [0.12, 0.14, 0.3], at);
	await walksIn(hall, ['health'], { ...nobody, name: 'Gran' }, at(0.2));
	await council.serve('signposted', [0.3, 0.31, 0.42], at);
	await housing.serve('appointment', [0.32, 0.34, 0.48], at);
	await walksIn(
		hall,
		['repairs'],
		{ ...nobody, name: 'نور', language: 'ar', interpreter: 'ar', needs: ['interpreter'] },
		at(0.4)
	);
	await health.serve('appointment', [0.42, 0.45, 0.6], at);
	await housing.serve('advised', [0.5, 0.53, 0.64], at);
	await walksIn(hall, ['streets', 'unsafe'], { ...nobody, size: 2, howToCall: 'fetch' }, at(0.5));
	await police.serve('advised', [0.52, 0.55, 0.68], at);

	const children = await desk(hall, CHILDREN, at(0.6));
	const youth = await desk(hall, YOUTH, at(0.6));
	await desk(hall, CATALYST, at(0.6));
	await comes(hall, soon.token, at(0.62));
	await children.serve(null, [0.66, 0.68, 1], at);
	await council.serve(null, [0.7, 0.72, 1], at);
	await must(closeDesk(db, { dropInId, deskId: police.deskId }, police.rep, at(0.7)));
	await walksIn(hall, ['young', 'exploited'], { ...nobody, name: 'Skater', howToCall: 'phone' }, at(0.71));
	await walksIn(hall, ['theft'], { ...nobody, howToCall: 'fetch' }, at(0.74));
	await youth.serve('signposted', [0.76, 0.78, 0.9], at);
	await walksIn(hall, ['health', 'repairs'], { ...nobody, name: 'Marigold', needs: ['quiet'] }, at(0.8));
	await walksIn(hall, ['unsafe', 'repairs'], { ...nobody, name: 'Heron' }, at(0.82));
	await walksIn(hall, ['unsafe-instead'], nobody, at(0.84));
	await must(pauseDesk(db, { dropInId, deskId: health.deskId, reason: '' }, health.rep, at(0.9)));
	await walksIn(hall, ['money'], { ...nobody, language: 'ar' }, at(0.93));
	return { reference: expected.reference, token: expected.token };
}

async function books(
	{ db, dropInId, topics }: Hall,
	keys: string[],
	party: Party,
	windowFromNow: number,
	now: Instant
) {
	const { secret } = await must(startDraft(db, { dropInId, language: party.language }, now));
	const windows = [...new Set((await placesOf(db.read, dropInId)).map(({ windowId }) => windowId))];
	const windowId = windows[Math.min(windowFromNow * 2, windows.length - 1)] ?? null;
	await must(saveAnswers(db, secret, (answers) => ({ ...answers, topicIds: ids(topics, keys), windowId, party }), now));
	const { bookingId, token } = await must(book(db, { secret }, { kind: 'resident', deviceLookup: null }, now));
	const booking = await bookingById(db.read, bookingId);
	return { token, reference: booking ? db.codes.unseal('reference', booking.reference_sealed) : '' };
}

async function comes({ db, dropInId, people }: Hall, code: string, now: Instant): Promise<void> {
	await must(checkIn(db, { ...arrival(now), dropInId, code }, people.welcomer, now));
}

async function walksIn(
	{ db, dropInId, people, topics }: Hall,
	keys: string[],
	party: Party,
	now: Instant
): Promise<void> {
	await must(
		walkIn(
			db,
			{ ...arrival(now), dropInId, topicIds: ids(topics, keys), party, priorityAsked: false },
			people.welcomer,
			now
		)
	);
}

/** Opens an agency's desk, and gives what its rep does there. */
async function desk({ db, dropInId, people }: Hall, agency: string, now: Instant) {
	const rep = people.reps.get(agency);
	if (!rep) throw new Error(`Nobody for ${agency}`);
	const { deskId } = await must(openDesk(db, dropInId, rep, now));
	/** Calls somebody, starts, and finishes with an outcome; without one they are still talking. */
	async function serve(
		outcome: Outcome | null,
		[call, begin, end]: [number, number, number],
		at: (part: number) => Instant
	): Promise<void> {
		const command = () => ({ commandId: newId(), dropInId, deskId });
		await must(callNext(db, command(), rep as NonNullable<typeof rep>, at(call)));
		await must(start(db, { ...command(), seen: at(call) }, rep as NonNullable<typeof rep>, at(begin)));
		if (outcome)
			await must(finish(db, { ...command(), seen: at(call), outcome }, rep as NonNullable<typeof rep>, at(end)));
	}
	return { deskId, rep, serve };
}

function arrival(arrivedAt: Instant) {
	return { commandId: newId(), visitId: newId(), number: null, claim: null, arrivedAt };
}

function ids(topics: ReadonlyMap<string, string>, keys: readonly string[]): string[] {
	return keys.map((key) => topics.get(key) ?? '');
}
