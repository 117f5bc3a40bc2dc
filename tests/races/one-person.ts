import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { start } from '#lib/server/operations/desk/serve.ts';
import { must, walksIn } from '../support/door.ts';
import { at, makeHall } from '../support/hall.ts';
import { repOf } from '../support/reps.ts';
import type { Pressing } from './deeds.ts';
import type { Race } from './scenarios.ts';

/** One person who came for the police alone, and two police desks. */
export async function onePerson({ db }: Race, until: 'waiting' | 'called' | 'serving') {
	const hall = await makeHall(db, { agencies: ['police'] });
	const visitId = await walksIn(db, hall, ['police'], at(1));
	const desks = [];
	for (const index of [0, 1]) {
		const rep = repOf(hall, 'police', index);
		const { deskId } = await must(openDesk(db, hall.dropInId, rep, at(0)));
		desks.push({ dropInId: hall.dropInId, deskId, rep, visitId, welcomer: hall.welcomer, seen: at(5), now: at(6) });
	}
	const [mine, other] = desks;
	if (!mine || !other) throw new Error('no desks');
	const press = () => ({ ...mine, commandId: newId() });
	if (until !== 'waiting') await must(callNext(db, press(), mine.rep, at(5)));
	if (until === 'serving') await must(start(db, press(), mine.rep, at(5)));
	return { visitId, mine, other };
}

/** Presses for one person at the same moment, each from a process of its own. Gives the answers, and what became of them. */
export async function atOnce(race: Race, presses: Pressing[]) {
	const answers = await race.all<string>('presses', presses);
	const visitId = presses[0]?.visitId ?? '';
	const stop = await race.db.read
		.selectFrom('stop')
		.selectAll()
		.where('visit_id', '=', visitId)
		.executeTakeFirstOrThrow();
	const changes = await race.db.read
		.selectFrom('stop_change')
		.select(['was', 'became', 'how'])
		.where('stop_id', '=', stop.id)
		.orderBy('id')
		.execute();
	return { answers, stop, changes };
}
