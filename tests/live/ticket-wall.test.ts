import { expect, it } from 'vitest';
import type { Instant } from '#lib/domain/instant.ts';
import type { Database, Reader } from '#lib/server/db/change.ts';
import { ticketPulses } from '#lib/server/db/pulses.ts';
import { newId } from '#lib/server/ids.ts';
import { liveStream } from '#lib/server/live/stream.ts';
import { callAgain, finish, start } from '#lib/server/operations/desk/serve.ts';
import { onBothEngines } from '../support/databases.ts';
import { atTheDoor, called, must, rep, walksIn } from '../support/door.ts';
import { at } from '../support/hall.ts';
import { listen } from './listen.ts';

type Pulses = typeof ticketPulses;

onBothEngines('what a ticket’s stream turns on', (open) => {
	it('does not move while somebody else is called, called again, comes and goes', async () => {
		expect(await ticksMeanwhile(open, ticketPulses)).toBe(0);
	});

	it('and would be missed: a count of everybody’s calls in it', async () => {
		async function leaky(db: Reader, dropInId: string, now: Instant) {
			const calls = await db.selectFrom('stop').select('id').where('state', 'in', ['called', 'serving']).execute();
			const pulses = await ticketPulses(db, dropInId, now);
			return new Map([...pulses].map(([id, pulse]) => [id, `${pulse} ${calls.length}`]));
		}
		expect(await ticksMeanwhile(open, leaky)).toBeGreaterThan(0);
	});
});

/** How often a waiting ticket's stream ticks while another person is called, comes and goes. */
async function ticksMeanwhile(open: () => Promise<Database>, pulsesOf: Pulses): Promise<number> {
	const { db, hall, desk } = await atTheDoor(open);
	const theirs = await walksIn(db, hall, ['police'], at(0));
	const mine = await walksIn(db, hall, ['police', 'housing'], at(1));
	const [stream, witness] = [mine, theirs].map((visitId) =>
		listen(
			liveStream(db, {
				dropInId: hall.dropInId,
				project: async () => (await pulsesOf(db.read, hall.dropInId, at(9))).get(visitId),
				delay: () => 0
			})
		)
	);
	if (!stream || !witness) throw new Error('no streams');
	await Promise.all([stream.opened, witness.opened]);
	const seat = () => ({ commandId: newId(), dropInId: hall.dropInId, deskId: desk, seen: at(5) });
	const acts = [
		() => called(db, hall, desk, at(5)),
		() => must(callAgain(db, seat(), rep(hall), at(6))),
		() => must(start(db, seat(), rep(hall), at(7))),
		() => must(finish(db, { ...seat(), outcome: 'advised' }, rep(hall), at(8)))
	];
	// The witness follows later and is woken later: what it has heard of, the first has looked at once before.
	for (const [index, act] of acts.entries()) {
		await act();
		await witness.ticks(index + 1);
	}
	await Promise.all([stream.leave(), witness.leave()]);
	return stream.heard().filter((line) => line === 'event: change').length;
}
