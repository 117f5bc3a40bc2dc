import { expect, it } from 'vitest';
import type { outcomes } from '#lib/domain/stop.ts';
import type { Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { book } from '#lib/server/operations/booking/book.ts';
import { startChange } from '#lib/server/operations/booking/start-change.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { closeDesk, openDesk, pauseDesk } from '#lib/server/operations/desk/open-desk.ts';
import { finish, start } from '#lib/server/operations/desk/serve.ts';
import { openNote } from '#lib/server/operations/door/open-note.ts';
import { addTables } from '#lib/server/operations/drop-in/set-tables.ts';
import { changeRoles } from '#lib/server/operations/staff/change-roles.ts';
import { invite } from '#lib/server/operations/staff/invite.ts';
import { checkIn } from '#lib/server/operations/visit/check-in.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { onBothEngines } from '../support/databases.ts';
import { must, reasonOf } from '../support/door.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from '../support/hall.ts';
import { repOf } from '../support/reps.ts';
import { bookFor, fillDraft, phone } from '../support/residents.ts';

onBothEngines('a clear no', (open) => {
	it('comes to a tablet or a desk before the doors are open', async () => {
		const db = await open();
		const hall = await makeHall(db, { state: 'published' });
		expect(await comes(db, hall, at(-5))).toBe('drop_in_not_open');
		const deskId = await opens(db, hall, 'police');
		expect(await calls(db, hall, deskId)).toBe('drop_in_not_open');
	});

	it('comes to a rep who calls from a desk on a break or closed', async () => {
		const { db, hall } = await place();
		const deskId = await opens(db, hall, 'police');
		const seat = { dropInId: hall.dropInId, deskId };
		await must(pauseDesk(db, { ...seat, reason: 'tea' }, repOf(hall, 'police'), at(1)));
		expect(await calls(db, hall, deskId)).toBe('desk_not_open');
		await must(closeDesk(db, seat, repOf(hall, 'police'), at(3)));
		expect(await calls(db, hall, deskId)).toBe('desk_not_open');
	});

	it('comes to a rep who finishes without saying how it ended, and the person stays', async () => {
		const { db, hall } = await place();
		const deskId = await opens(db, hall, 'police');
		expect(await comes(db, hall, at(1))).toBe('ok');
		expect(await calls(db, hall, deskId)).toBe('ok');
		const seat = { dropInId: hall.dropInId, deskId, seen: at(4) };
		await must(start(db, { ...seat, commandId: newId() }, repOf(hall, 'police'), at(5)));
		const end = (outcome: (typeof outcomes)[number] | null) =>
			reasonOf(finish(db, { ...seat, commandId: newId(), outcome }, repOf(hall, 'police'), at(9)));
		expect(await end(null)).toBe('outcome_missing');
		expect(await end('advised')).toBe('ok');
	});

	it('comes to somebody at the tablet whose reference is none', async () => {
		const { db, hall } = await place();
		for (const code of ['', '!!!', 'PEX HG4 PEX HG4 PEX HG4', '💥'])
			expect(
				await reasonOf(checkIn(db, { ...arrival(at(1)), dropInId: hall.dropInId, code }, hall.kiosk, at(1))),
				code
			).toBe('reference_malformed');
	});

	it('comes to a welcomer who opens a request for help that another has seen to', async () => {
		const { db, hall } = await place();
		expect(await reasonOf(openNote(db, { dropInId: hall.dropInId, noteId: newId() }, hall.welcomer, at(1)))).toBe(
			'handle_ended'
		);
	});

	it('comes to somebody who changes a booking of another drop-in', async () => {
		const { db, hall } = await place();
		const other = await makeHall(db);
		const booked = await bookFor(db, other, ['police'], 2, at(-60));
		const begun = booked.ok ? await startChange(db, { token: booked.token, word: '' }, phone(), at(-50)) : booked;
		const replaces = begun.ok && booked.ok ? booked.bookingId : null;
		expect(replaces).not.toBeNull();
		const secret = await fillDraft(db, hall, ['police'], 2, at(-40), { replaces });
		expect(await reasonOf(book(db, { secret }, phone(), at(-30)))).toBe('booking_unknown');
	});

	it('comes to a coordinator who gives tables to nobody, or a person no role or no name', async () => {
		const { db, hall } = await place();
		const by = hall.coordinator;
		const tables = { dropInId: hall.dropInId, number: 50, count: 2, attendanceId: newId() };
		expect(await reasonOf(addTables(db, tables, by, at(1)))).toBe('agency_unknown');
		const ada = { name: 'Ada', email: 'ada@example.test', roles: [] };
		expect(await reasonOf(invite(db, ada, by, at(1)))).toBe('roles_missing');
		expect(await reasonOf(invite(db, { ...ada, name: ' ' }, by, at(1)))).toBe('name_missing');
		expect(await reasonOf(changeRoles(db, { staffId: hall.welcomer.staffId, roles: [] }, by, at(1)))).toBe(
			'roles_missing'
		);
	});

	async function place() {
		const db = await open();
		return { db, hall: await makeHall(db) };
	}
});

async function opens(db: Database, hall: Hall, agency: string): Promise<string> {
	const opened = await openDesk(db, hall.dropInId, repOf(hall, agency), at(0));
	if (!opened.ok) throw new Error(opened.refusal.reason);
	return opened.deskId;
}

function calls(db: Database, hall: Hall, deskId: string): Promise<string> {
	return reasonOf(callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId }, repOf(hall, 'police'), at(4)));
}

function comes(db: Database, hall: Hall, now: string): Promise<string> {
	const topicIds = [hall.agencies.police?.topicId ?? ''];
	const input = { ...arrival(now), dropInId: hall.dropInId, topicIds, party: nobodyInParticular, priorityAsked: false };
	return reasonOf(walkIn(db, input, hall.kiosk, now));
}
