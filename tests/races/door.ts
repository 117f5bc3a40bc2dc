import { writeSync } from 'node:fs';
import type { Kiosk } from '#lib/domain/actor.ts';
import type { Place } from '#lib/server/db/connect.ts';
import { codesFrom } from '#lib/server/codes.ts';
import { openDatabase } from '#lib/server/db/connect.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { arrival, at, nobodyInParticular } from '../support/hall.ts';
import { letInCarelessly } from './unguarded.ts';

/** What a door is told when it starts. */
export interface DoorJob {
	place: Place;
	key: string;
	dropInId: string;
	kiosk: Kiosk;
	topicIds: string[];
	/** Says "you are in" before it is kept, and keeps it in pieces. */
	careless: boolean;
}

// A process that lets people in, twenty at a time, and says each visit's id once it is told that it is kept. It never ends by itself.
const job = JSON.parse(process.argv[2] ?? '') as DoorJob;
const db = await openDatabase(job.place, { codes: codesFrom(Buffer.from(job.key, 'base64')) });
await Promise.all(Array.from({ length: 20 }, letPeopleIn));

async function letPeopleIn(): Promise<void> {
	for (;;) {
		const ids = arrival(at(1));
		if (job.careless) {
			await letInCarelessly(db, job.dropInId, ids.visitId, () => acknowledge(ids.visitId), at(1));
			continue;
		}
		const person = { dropInId: job.dropInId, topicIds: job.topicIds, party: nobodyInParticular, priorityAsked: false };
		const admitted = await walkIn(db, { ...ids, ...person }, job.kiosk, at(1));
		if (!admitted.ok) throw new Error(admitted.refusal.reason);
		acknowledge(ids.visitId);
	}
}

/** At once: what is still in a buffer when the process dies would not have been said. */
function acknowledge(visitId: string): void {
	writeSync(1, `${visitId}\n`);
}
