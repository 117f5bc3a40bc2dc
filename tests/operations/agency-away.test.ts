import { expect, it } from 'vitest';
import type { Instant } from '#lib/domain/instant.ts';
import type { Database } from '#lib/server/db/change.ts';
import { attendingAgencies } from '#lib/server/db/attending.ts';
import { openDoorNotes } from '#lib/server/db/door-notes.ts';
import { ticketPulses } from '#lib/server/db/pulses.ts';
import { offeredTopics } from '#lib/server/db/topics.ts';
import { newId } from '#lib/server/ids.ts';
import { book } from '#lib/server/operations/booking/book.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { finish, start } from '#lib/server/operations/desk/serve.ts';
import { settleNote } from '#lib/server/operations/door/settle-note.ts';
import { doorView } from '#lib/server/operations/door/view.ts';
import { agencyBack, agencyGone, type LineThen } from '#lib/server/operations/drop-in/agency-gone.ts';
import { stopCheckIn } from '#lib/server/operations/drop-in/open.ts';
import { ticketView } from '#lib/server/operations/ticket/view.ts';
import { addTopics } from '#lib/server/operations/visit/add-topics.ts';
import { backInLine } from '#lib/server/operations/visit/back-in-line.ts';
import { checkIn } from '#lib/server/operations/visit/check-in.ts';
import { onBothEngines } from '../support/databases.ts';
import {
	atTheDoor,
	called,
	didNotCome,
	follows,
	must,
	reasonOf,
	rep,
	states,
	topic,
	walksIn
} from '../support/door.ts';
import { arrival, at, type Hall, makeHall } from '../support/hall.ts';
import { bookFor, fillDraft, phone } from '../support/residents.ts';

onBothEngines('an agency that goes away', (open) => {
	it('offers nothing more, at the tablet, the door or to whoever books, until it is back', async () => {
		const { db, hall } = await atTheDoor(open);
		const secret = await fillDraft(db, hall, ['police'], 4, at(1));
		await must(goes(db, hall, 'keep', at(5)));
		expect(await offers(db, hall, at(5))).toEqual(['About housing']);
		const wants = { dropInId: hall.dropInId, topicIds: [topic(hall, 'police')] };
		const visitId = await walksIn(db, hall, ['housing'], at(6));
		expect(await reasonOf(addTopics(db, { ...wants, visitId }, hall.welcomer, at(7)))).toBe('topic_unknown');
		await expect(walksIn(db, hall, ['police'], at(6))).rejects.toThrow();
		expect(await book(db, { secret }, phone(), at(8))).toMatchObject({
			ok: false,
			refusal: { reason: 'topic_unknown', field: 'topics' }
		});
		await must(agencyBack(db, police(hall), hall.coordinator, at(10)));
		expect(await offers(db, hall, at(10))).toEqual(['About police', 'About housing']);
		expect(await reasonOf(book(db, { secret }, phone(), at(11)))).toBe('ok');
	});

	it('closes its desks, and its reps cannot open them before it is back', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		await walksIn(db, hall, ['police'], at(1));
		await must(goes(db, hall, 'keep', at(5)));
		const call = () => callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId: desk }, rep(hall), at(6));
		expect(await reasonOf(call())).toBe('desk_not_open');
		expect(await reasonOf(openDesk(db, hall.dropInId, rep(hall), at(7)))).toBe('agency_away');
		await must(agencyBack(db, police(hall), hall.coordinator, at(10)));
		expect(await reasonOf(openDesk(db, hall.dropInId, rep(hall), at(11)))).toBe('ok');
	});

	it('does not go while it talks with somebody, and does not say where; one who was only called waits again', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(1));
		await called(db, hall, desk, at(2));
		const seat = { dropInId: hall.dropInId, deskId: desk, seen: at(2) };
		await must(start(db, { ...seat, commandId: newId() }, rep(hall), at(3)));
		// At a shared table the number would tell with whom.
		expect(await goes(db, hall, 'end', at(4))).toEqual({ ok: false, refusal: { reason: 'agency_at_table' } });
		expect(await states(db, visitId)).toEqual(['serving']);
		await must(finish(db, { ...seat, commandId: newId(), outcome: 'advised' }, rep(hall), at(5)));

		const next = await walksIn(db, hall, ['police'], at(6));
		await called(db, hall, desk, at(20));
		await must(goes(db, hall, 'keep', at(21)));
		expect(await states(db, next)).toEqual(['waiting']);
	});

	it('keeps its line for when it is back: nobody loses what they have earned', async () => {
		const { db, hall } = await atTheDoor(open);
		const first = await walksIn(db, hall, ['police'], at(1));
		await must(goes(db, hall, 'keep', at(5)));
		expect((await doorView(db, hall.dropInId, hall.welcomer.staffId)).notes).toEqual([]);
		await must(agencyBack(db, police(hall), hall.coordinator, at(30)));
		await walksIn(db, hall, ['police'], at(31));
		const again = await must(openDesk(db, hall.dropInId, rep(hall), at(32)));
		await called(db, hall, again.deskId, at(33));
		expect(await states(db, first)).toEqual(['called']);
	});

	it('ends its line with one note for each party, that never says which place it was', async () => {
		const { db, hall } = await atTheDoor(open);
		const both = await walksIn(db, hall, ['police', 'housing'], at(1));
		const only = await walksIn(db, hall, ['police'], at(2));
		const other = await walksIn(db, hall, ['housing'], at(3));
		await must(goes(db, hall, 'end', at(5)));
		expect(await states(db, both)).toEqual(['waiting', 'withdrawn']);
		expect(await states(db, only)).toEqual(['withdrawn']);
		expect(await states(db, other)).toEqual(['waiting']);
		const notes = await openDoorNotes(db.read, hall.dropInId);
		expect(notes.map(({ visit_id: visit, detail }) => [visit, detail]).sort()).toEqual(
			[both, only].map((visit) => [visit, 'line_ended']).sort()
		);
		const told = JSON.stringify(await doorView(db, hall.dropInId, hall.welcomer.staffId));
		for (const word of ['police', 'About', hall.agencies.police?.attendanceId ?? '']) expect(told).not.toContain(word);
		expect(await hows(db, only)).toEqual(['agency_gone']);
	});

	it('says on their phones to speak to a welcomer, and on nobody else’s', async () => {
		const { db, hall } = await atTheDoor(open);
		const both = await walksIn(db, hall, ['police', 'housing'], at(1));
		const other = await walksIn(db, hall, ['housing'], at(3));
		const links = await Promise.all([both, other].map((visitId) => follows(db, hall, visitId, at(4))));
		const pulse = async () => {
			const pulses = await ticketPulses(db.read, hall.dropInId, at(6));
			return [both, other].map((visitId) => pulses.get(visitId));
		};
		const [mine, theirs] = await pulse();
		await must(goes(db, hall, 'end', at(5)));
		const views = await Promise.all(links.map((link) => ticketView(db, link, at(6))));
		expect(views.map((view) => 'seeWelcomer' in view && view.seeWelcomer)).toEqual([true, false]);
		expect(JSON.stringify(views[0])).not.toMatch(/police|About/);
		const [moved, still] = await pulse();
		expect(moved).not.toBe(mine);
		expect(still).toBe(theirs);
	});

	it('leaves those it leaves here until somebody has talked with them, and then lets them go', async () => {
		const { db, hall } = await atTheDoor(open);
		const both = await walksIn(db, hall, ['police', 'housing'], at(1));
		const only = await walksIn(db, hall, ['police'], at(2));
		await must(goes(db, hall, 'end', at(5)));
		await servedByHousing(db, hall, at(6));
		expect(await stateOf(db, both)).toMatchObject({ state: 'here' });
		await settles(db, hall, both, at(20));
		await settles(db, hall, only, at(20));
		expect(await stateOf(db, both)).toMatchObject({ state: 'left', left_how: 'finished' });
		expect(await stateOf(db, only)).toMatchObject({ state: 'left', left_how: 'walkout' });
	});

	it('lets them take the time they have waited along to another line, even while it closes', async () => {
		const { db, hall } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(1));
		await walksIn(db, hall, ['housing'], at(10));
		await must(goes(db, hall, 'end', at(20)));
		await must(stopCheckIn(db, { dropInId: hall.dropInId }, hall.coordinator, at(21)));
		const more = { dropInId: hall.dropInId, visitId, topicIds: [topic(hall, 'housing')] };
		await must(addTopics(db, more, hall.welcomer, at(22)));
		expect((await openDoorNotes(db.read, hall.dropInId)).length).toBe(0);
		const desk = await must(openDesk(db, hall.dropInId, housing(hall), at(23)));
		await must(callNext(db, { commandId: newId(), ...desk, dropInId: hall.dropInId }, housing(hall), at(23)));
		expect(await states(db, visitId)).toEqual(['called', 'withdrawn']);
		expect(await reasonOf(addTopics(db, more, hall.welcomer, at(24)))).toBe('drop_in_over');
	});

	it('sends a welcomer to whoever booked it and checks in later: let in, and no dead end', async () => {
		const { db, hall } = await atTheDoor(open);
		const booked = await must(bookFor(db, hall, ['police', 'housing'], 3, at(1)));
		await must(goes(db, hall, 'end', at(5)));
		const came = { ...arrival(at(46)), dropInId: hall.dropInId, code: booked.token };
		const checked = await must(checkIn(db, came, hall.kiosk, at(46)));
		expect(checked).toMatchObject({ helpChoosing: true });
		expect(await states(db, checked.visitId)).toEqual(['waiting']);
		expect((await openDoorNotes(db.read, hall.dropInId)).map(({ detail }) => detail)).toEqual(['line_ended']);
	});

	it('keeps the place of whoever booked it, too, while its line goes on without it', async () => {
		const { db, hall } = await atTheDoor(open);
		const booked = await must(bookFor(db, hall, ['police', 'housing'], 3, at(1)));
		await must(goes(db, hall, 'keep', at(5)));
		const came = { ...arrival(at(46)), dropInId: hall.dropInId, code: booked.token };
		const checked = await must(checkIn(db, came, hall.kiosk, at(46)));
		expect(checked).toMatchObject({ helpChoosing: false });
		expect(await states(db, checked.visitId)).toEqual(['waiting', 'waiting']);
		expect(await openDoorNotes(db.read, hall.dropInId)).toEqual([]);
	});

	it('takes nobody back who missed their call there, and sends a welcomer instead', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(1));
		await didNotCome(db, hall, desk, at(8));
		await must(goes(db, hall, 'end', at(9)));
		const back = { commandId: newId(), dropInId: hall.dropInId, visitId };
		await must(backInLine(db, back, hall.welcomer, at(10)));
		expect(await states(db, visitId)).toEqual(['no_show']);
		expect((await openDoorNotes(db.read, hall.dropInId)).map(({ visit_id: visit }) => visit)).toEqual([visitId]);
	});

	it('may not come at all, on an earlier day too; but to have left it has to be on', async () => {
		const db = await open();
		const hall = await makeHall(db, { state: 'published' });
		expect(await reasonOf(goes(db, hall, 'keep', at(-90)))).toBe('drop_in_not_open');
		const notComing = { ...police(hall), how: 'not_coming', line: 'end' } as const;
		await must(agencyGone(db, notComing, hall.coordinator, at(-90)));
		expect((await attendingAgencies(db.read, hall.dropInId)).map(({ gone }) => gone?.how)).toContain('not_coming');
		expect(await offers(db, hall, at(-80))).toEqual(['About housing']);
	});

	it('is an agency of this drop-in, and one that is not over', async () => {
		const { db, hall } = await atTheDoor(open);
		const other = await makeHall(db);
		const strange = { dropInId: hall.dropInId, attendanceId: other.agencies.police?.attendanceId ?? '' };
		const gone = { how: 'left', line: 'keep' } as const;
		expect(await reasonOf(agencyGone(db, { ...strange, ...gone }, hall.coordinator, at(5)))).toBe('agency_unknown');
		expect(await reasonOf(agencyBack(db, strange, hall.coordinator, at(5)))).toBe('agency_unknown');
	});

	it('leaves nobody called twice or forgotten, whoever is first: its rep or the coordinator', async () => {
		for (let round = 0; round < 6; round++) {
			const { db, hall, desk } = await atTheDoor(open);
			const visitId = await walksIn(db, hall, ['police'], at(1));
			const call = callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId: desk }, rep(hall), at(5));
			const both = round % 2 === 0 ? [call, goes(db, hall, 'end', at(5))] : [goes(db, hall, 'end', at(5)), call];
			const answers = await Promise.all(both.map((one) => reasonOf(one)));
			expect(['ok', 'desk_not_open', 'queue_empty']).toContain(answers[round % 2 === 0 ? 0 : 1]);
			expect(answers[round % 2 === 0 ? 1 : 0]).toBe('ok');
			expect(await states(db, visitId)).toEqual(['withdrawn']);
			expect((await openDoorNotes(db.read, hall.dropInId)).length).toBe(1);
		}
	});
});

function police(hall: Hall) {
	return { dropInId: hall.dropInId, attendanceId: hall.agencies.police?.attendanceId ?? '' };
}

function housing(hall: Hall) {
	const found = hall.agencies.housing?.reps[0];
	if (!found) throw new Error('no rep');
	return found;
}

function goes(db: Database, hall: Hall, line: LineThen, now: Instant) {
	return agencyGone(db, { ...police(hall), how: 'left', line }, hall.coordinator, now);
}

async function offers(db: Database, hall: Hall, now: Instant): Promise<string[]> {
	return (await offeredTopics(db.read, hall.dropInId, 'en', now)).map(({ label }) => label);
}

async function servedByHousing(db: Database, hall: Hall, now: Instant): Promise<void> {
	const { deskId } = await must(openDesk(db, hall.dropInId, housing(hall), now));
	const seat = { dropInId: hall.dropInId, deskId, seen: now };
	await must(callNext(db, { ...seat, commandId: newId() }, housing(hall), now));
	await must(start(db, { ...seat, commandId: newId() }, housing(hall), now));
	await must(finish(db, { ...seat, commandId: newId(), outcome: 'advised' }, housing(hall), now));
}

async function settles(db: Database, hall: Hall, visitId: string, now: Instant): Promise<void> {
	const note = (await openDoorNotes(db.read, hall.dropInId)).find(({ visit_id: visit }) => visit === visitId);
	const input = { dropInId: hall.dropInId, noteId: note?.id ?? '', sooner: null };
	await must(settleNote(db, input, hall.welcomer, now));
}

async function stateOf(db: Database, visitId: string) {
	return db.read.selectFrom('visit').select(['state', 'left_how']).where('id', '=', visitId).executeTakeFirst();
}

async function hows(db: Database, visitId: string): Promise<string[]> {
	const rows = await db.read
		.selectFrom('stop_change')
		.innerJoin('stop', 'stop.id', 'stop_change.stop_id')
		.select('stop_change.how')
		.where('stop.visit_id', '=', visitId)
		.execute();
	return rows.map((row) => row.how);
}
