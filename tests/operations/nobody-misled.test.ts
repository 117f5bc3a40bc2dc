import { expect, it } from 'vitest';
import type { Database } from '#lib/server/db/change.ts';
import { openDoorNotes } from '#lib/server/db/door-notes.ts';
import { newId } from '#lib/server/ids.ts';
import { boardView } from '#lib/server/operations/board/view.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { callAgain, noShow } from '#lib/server/operations/desk/serve.ts';
import { agencyBack, agencyGone } from '#lib/server/operations/drop-in/agency-gone.ts';
import { closeDropIn } from '#lib/server/operations/drop-in/close.ts';
import { backInLine } from '#lib/server/operations/visit/back-in-line.ts';
import { setHowToCall } from '#lib/server/operations/visit/set-how-to-call.ts';
import { withdrawTopics } from '#lib/server/operations/visit/withdraw-topics.ts';
import { onBothEngines } from '../support/databases.ts';
import { must, reasonOf } from '../support/door.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { asks, comesFor, ends, opens, sees, serves } from '../support/tables.ts';

onBothEngines('nobody is told what is not so', (open) => {
	it('a call on its way to somebody quietly is not brought upon the wall by a change at the door', async () => {
		const { db, hall } = await place();
		const visitId = await comesFor(db, hall, ['police'], at(0), { howToCall: 'fetch' });
		const desk = await opens(db, hall, 'police', at(1));
		await must(callNext(db, { ...desk.seat, commandId: newId() }, desk.rep, at(1)));
		const who = { dropInId: hall.dropInId, visitId };
		const change = (howToCall: 'screen' | 'fetch') => setHowToCall(db, { ...who, howToCall }, hall.welcomer, at(2));
		expect(await reasonOf(change('screen'))).toBe('called_quietly');
		expect((await boardView(db, hall.dropInId, at(2)))?.calls).toEqual([]);
		expect(await reasonOf(change('fetch'))).toBe('ok');
	});

	it('who was only asked for at another’s table is told of no place that ended when that agency goes', async () => {
		const { db, hall } = await place();
		const visitId = await comesFor(db, hall, ['police'], at(0));
		const police = await serves(db, hall, 'police', at(1));
		await must(asks(db, hall, police, 'housing', at(2)));
		await must(goes(db, hall, 'housing', 'end'));
		expect(await openDoorNotes(db.read, hall.dropInId)).toEqual([]);
		expect((await sees(db, police, at(6))).person?.company.guest).toMatchObject({ state: 'declined' });
		await must(ends(db, police, at(7)));
		expect(await leftHow(db, visitId)).toEqual({ state: 'left', left_how: 'finished' });
	});

	it('who stood in that line too is told, as everybody in it', async () => {
		const { db, hall } = await place();
		await comesFor(db, hall, ['police', 'housing'], at(0));
		const police = await serves(db, hall, 'police', at(1));
		await must(asks(db, hall, police, 'housing', at(2)));
		await must(goes(db, hall, 'housing', 'end'));
		expect(await openDoorNotes(db.read, hall.dropInId)).toHaveLength(1);
	});

	it.each(['keep', 'end'] as const)('who missed a call in a line that goes (%s) and shows up', async (line) => {
		const { db, hall } = await place();
		const visitId = await comesFor(db, hall, ['police'], at(0));
		const { seat, rep } = await opens(db, hall, 'police', at(1));
		const press = () => ({ ...seat, commandId: newId() });
		await must(callNext(db, press(), rep, at(1)));
		await must(callAgain(db, press(), rep, at(2)));
		await must(callAgain(db, press(), rep, at(3)));
		await must(noShow(db, press(), rep, at(4)));
		await must(goes(db, hall, 'police', line));
		const back = { commandId: newId(), dropInId: hall.dropInId, visitId };
		await must(backInLine(db, back, hall.welcomer, at(6)));
		const notes = (await openDoorNotes(db.read, hall.dropInId)).length;
		await must(agencyBack(db, of(hall, 'police'), hall.coordinator, at(7)));
		const [stop] = await db.read.selectFrom('stop').select('state').where('visit_id', '=', visitId).execute();
		expect({ state: stop?.state, notes }).toEqual(
			line === 'keep' ? { state: 'waiting', notes: 0 } : { state: 'no_show', notes: 1 }
		);
	});

	it('who was seen and took the rest off is not left unseen when it closes, and left when they did', async () => {
		const { db, hall } = await place();
		const seen = await comesFor(db, hall, ['police', 'housing'], at(0));
		await must(ends(db, await serves(db, hall, 'police', at(1)), at(10)));
		const topicIds = [hall.agencies.housing?.topicId ?? ''];
		await must(withdrawTopics(db, { dropInId: hall.dropInId, visitId: seen, topicIds }, hall.welcomer, at(11)));
		const unseen = await comesFor(db, hall, ['housing'], at(12));
		await must(closeDropIn(db, { dropInId: hall.dropInId, endsLines: true }, hall.coordinator, at(180)));
		expect(await leftHow(db, seen)).toEqual({ state: 'left', left_how: 'finished' });
		const left = await db.read.selectFrom('visit').select('left_at').where('id', '=', seen).executeTakeFirst();
		expect(left?.left_at).toBe(at(11));
		expect(await leftHow(db, unseen)).toEqual({ state: 'left', left_how: 'closed' });
	});

	async function place() {
		const db = await open();
		return { db, hall: await makeHall(db, { agencies: ['police', 'housing'] }) };
	}
});

function of(hall: Hall, agency: string) {
	return { dropInId: hall.dropInId, attendanceId: hall.agencies[agency]?.attendanceId ?? '' };
}

function goes(db: Database, hall: Hall, agency: string, line: 'keep' | 'end') {
	return agencyGone(db, { ...of(hall, agency), how: 'left', line }, hall.coordinator, at(5));
}

function leftHow(db: Database, visitId: string) {
	return db.read.selectFrom('visit').select(['state', 'left_how']).where('id', '=', visitId).executeTakeFirst();
}
