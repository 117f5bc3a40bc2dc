import type { Kiosk, Rep, Welcomer } from '#lib/domain/actor.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Result } from '#lib/domain/refusal.ts';
import type { Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { book } from '#lib/server/operations/booking/book.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { calledAway } from '#lib/server/operations/desk/called-away.ts';
import { passOn } from '#lib/server/operations/desk/pass-on.ts';
import { finish } from '#lib/server/operations/desk/serve.ts';
import { checkIn } from '#lib/server/operations/visit/check-in.ts';
import { parkAtDoor } from '#lib/server/operations/visit/park-at-door.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { arrival, nobodyInParticular } from '../support/hall.ts';
import * as unguarded from './unguarded.ts';

/** What the processes of a crowd can be asked to do: the real operations, and the same without their guards. */
export const deeds = { calls, books, walksIn, checksIn, presses, ...unguarded.deeds };
export type Deed = keyof typeof deeds;

/** `ok`, or why not. */
export type Answer = string;

export interface Calling {
	dropInId: string;
	deskId: string;
	rep: Rep;
	now: Instant;
}

async function calls(db: Database, { dropInId, deskId, rep, now }: Calling): Promise<Answer> {
	return said(await callNext(db, { commandId: newId(), dropInId, deskId }, rep, now));
}

/** One press of many kinds, at the same moment as others for the same person. */
export interface Pressing extends Calling {
	press: 'call' | 'passOn' | 'calledAway' | 'finish' | 'park';
	/** Who asks at the door for more time. */
	visitId: string;
	welcomer: Welcomer;
	/** The person on the rep's screen. */
	seen: Instant;
}

async function presses(db: Database, { press, rep, now, visitId, welcomer, ...at }: Pressing): Promise<Answer> {
	const input = { ...at, commandId: newId() };
	switch (press) {
		case 'call':
			return said(await callNext(db, input, rep, now));
		case 'passOn':
			return said(await passOn(db, { ...input, because: 'known' }, rep, now));
		case 'calledAway':
			return said(await calledAway(db, input, rep, now));
		case 'finish':
			return said(await finish(db, { ...input, outcome: 'advised' }, rep, now));
		case 'park':
			return said(await parkAtDoor(db, { dropInId: at.dropInId, visitId }, welcomer, now));
	}
}

export interface Booking {
	dropInId: string;
	/** Drafts with every question answered, each of another customer. */
	drafts: { secret: string; attendanceId: string; windowId: string }[];
	now: Instant;
}

function books(db: Database, { drafts, now }: Booking): Promise<Answer[]> {
	return Promise.all(
		drafts.map(async ({ secret }) => said(await book(db, { secret }, { kind: 'resident', deviceLookup: null }, now)))
	);
}

export interface Arriving {
	dropInId: string;
	kiosk: Kiosk;
	topicId: string;
	people: number;
	now: Instant;
}

/** Gives the numbers people were told. */
function walksIn(db: Database, { dropInId, kiosk, topicId, people, now }: Arriving): Promise<string[]> {
	return Promise.all(
		Array.from({ length: people }, async () => {
			const person = { dropInId, topicIds: [topicId], party: nobodyInParticular, priorityAsked: false };
			const admitted = await walkIn(db, { ...arrival(now), ...person }, kiosk, now);
			return admitted.ok ? admitted.number : said(admitted);
		})
	);
}

export interface CheckingIn {
	dropInId: string;
	kiosk: Kiosk;
	/** What was scanned: the ticket's token. */
	code: string;
	bookingId: string;
	/** The same for a tablet that asks again because no answer came; null for a scan of its own. */
	commandId: string | null;
	now: Instant;
}

/** Gives the number the person was told. */
async function checksIn(db: Database, { dropInId, kiosk, code, commandId, now }: CheckingIn): Promise<string> {
	const ids = arrival(now);
	const checked = await checkIn(db, { ...ids, commandId: commandId ?? ids.commandId, dropInId, code }, kiosk, now);
	return checked.ok ? checked.number : said(checked);
}

function said(result: Result): Answer {
	return result.ok ? 'ok' : result.refusal.reason;
}
