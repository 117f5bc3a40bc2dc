import type { Coordinator, Kiosk, Rep, Welcomer } from '#lib/domain/actor.ts';
import type { DeviceKind } from '#lib/domain/device.ts';
import { addMinutes, type Instant } from '#lib/domain/instant.ts';
import { done } from '#lib/domain/refusal.ts';
import type { AgencyKind } from '#lib/domain/stop.ts';
import type { Party } from '#lib/domain/visit.ts';
import { windowsOf } from '#lib/domain/window.ts';
import { change, type Database, type Trx } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';

/** 3pm in Stockton on Wednesday 27 March 2024, which is GMT. */
export const OPENS: Instant = '2024-03-27T15:00:00.000Z';
export const CLOSES: Instant = '2024-03-27T18:00:00.000Z';

/** A drop-in without a last admission, that speaks English and has no quiet hour. */
export const plainDropIn = {
	last_admission_at: null,
	speech_locales: 'en',
	offered_locales: null,
	quiet_from: null,
	quiet_until: null
};
export const stillComing = { gone_at: null, gone_how: null, line_kept: 0 as const };

/** The moment `minutes` after the doors open. */
export function at(minutes: number): Instant {
	return addMinutes(OPENS, minutes);
}

interface Wanted {
	agencies?: AgencyKind[];
	sharedTables?: number;
	ownTables?: Partial<Record<AgencyKind, number>>;
	capacity?: number;
	repsEach?: number;
	state?: 'published' | 'open';
	/** Whether a wall screen is paired. */
	board?: boolean;
}

export interface Hall {
	dropInId: string;
	slug: string;
	hubId: string;
	agencies: Record<string, { agencyId: string; attendanceId: string; topicId: string; reps: Rep[] }>;
	windows: { id: string; startsAt: Instant; endsAt: Instant }[];
	kiosk: Kiosk;
	/** The wall screen, if there is one. */
	boardId: string | null;
	welcomer: Welcomer;
	coordinator: Coordinator;
}

/** A drop-in ready for a test: agencies with a topic and reps each, windows with places, tables, a paired kiosk and a paired board. */
export async function makeHall(db: Database, wanted: Wanted = {}): Promise<Hall> {
	const {
		agencies = ['police', 'housing'],
		sharedTables = 8,
		ownTables = {},
		capacity = 2,
		repsEach = 2,
		state = 'open',
		board = true
	} = wanted;
	const result = await change(db, async (trx) => {
		const hall = await makeDropIn(trx, state);
		if (board) hall.boardId = await makeDevice(trx, hall.dropInId, 'board');
		for (const kind of agencies) hall.agencies[kind] = await makeAgency(trx, hall, kind, { capacity, repsEach });
		let number = 0;
		for (let i = 0; i < sharedTables; i++) await makeTable(trx, hall.dropInId, ++number, null);
		for (const [kind, count] of Object.entries(ownTables))
			for (let i = 0; i < count; i++)
				await makeTable(trx, hall.dropInId, ++number, hall.agencies[kind]?.attendanceId ?? null);
		return done({ hall });
	});
	if (!result.ok) throw new Error(result.refusal.reason);
	return result.hall;
}

async function makeDropIn(trx: Trx, state: 'published' | 'open'): Promise<Hall> {
	const hubId = newId();
	const dropInId = newId();
	const slug = `drop-in-${dropInId.slice(-8)}`;
	await trx
		.insertInto('hub')
		.values({
			id: hubId,
			created_at: OPENS,
			slug: `hub-${hubId.slice(-8)}`,
			name: 'Stockton Family Hub',
			street: 'Yarm Road',
			town: 'Stockton-on-Tees',
			postcode: 'TS18 3PJ',
			zone: 'Europe/London',
			access: ''
		})
		.execute();
	await trx
		.insertInto('drop_in')
		.values({
			id: dropInId,
			created_at: OPENS,
			hub_id: hubId,
			slug,
			state,
			revision: 0,
			date: '2024-03-27',
			starts_at: OPENS,
			ends_at: CLOSES,
			window_minutes: 15,
			head_start: 30,
			priority_rate: 2,
			opened_at: state === 'open' ? OPENS : null,
			closed_at: null,
			delete_on: '2024-04-03',
			purged_at: null,
			...plainDropIn
		})
		.execute();
	await trx
		.insertInto('drop_in_text')
		.values({ drop_in_id: dropInId, locale: 'en', title: 'Project Harmony community hub', audience: '', elsewhere: '' })
		.execute();
	const windows = windowsOf({ startsAt: OPENS, endsAt: CLOSES }, 15).map((window) => ({ id: newId(), ...window }));
	for (const { id, startsAt, endsAt } of windows)
		await trx
			.insertInto('window')
			.values({ id, created_at: OPENS, drop_in_id: dropInId, starts_at: startsAt, ends_at: endsAt })
			.execute();
	const deviceId = await makeDevice(trx, dropInId, 'kiosk');
	return {
		dropInId,
		slug,
		hubId,
		agencies: {},
		windows,
		kiosk: { kind: 'kiosk', deviceId, dropInId },
		boardId: null,
		welcomer: { kind: 'welcomer', staffId: await makeStaff(trx, 'welcomer', null) },
		coordinator: { kind: 'coordinator', staffId: await makeStaff(trx, 'coordinator', null) }
	};
}

async function makeDevice(trx: Trx, dropInId: string, kind: DeviceKind): Promise<string> {
	const id = newId();
	await trx
		.insertInto('device')
		.values({
			id,
			created_at: OPENS,
			kind,
			drop_in_id: dropInId,
			name: kind === 'kiosk' ? 'Door' : 'Wall',
			state: 'paired',
			code_lookup: null,
			secret_lookup: id,
			asked_until: null,
			approved_by: null,
			approved_at: OPENS,
			revoked_at: null,
			seen_at: null
		})
		.execute();
	return id;
}

async function makeAgency(
	trx: Trx,
	hall: Hall,
	kind: AgencyKind,
	{ capacity, repsEach }: { capacity: number; repsEach: number }
) {
	const agencyId = newId();
	const attendanceId = newId();
	const topicId = newId();
	await trx
		.insertInto('agency')
		.values({ id: agencyId, created_at: OPENS, name: `${kind} ${agencyId.slice(-8)}`, kind, typical_minutes: 12 })
		.execute();
	await trx
		.insertInto('topic')
		.values({
			id: topicId,
			created_at: OPENS,
			agency_id: agencyId,
			instead_of_id: null,
			icon: 'circle-help',
			position: 0,
			sensitive: 0,
			retired_at: null
		})
		.execute();
	await trx
		.insertInto('topic_text')
		.values({ topic_id: topicId, locale: 'en', label: `About ${kind}`, meet: `somebody from ${kind}` })
		.execute();
	await trx
		.insertInto('attendance')
		.values({
			id: attendanceId,
			created_at: OPENS,
			drop_in_id: hall.dropInId,
			agency_id: agencyId,
			starts_at: OPENS,
			ends_at: CLOSES,
			...stillComing
		})
		.execute();
	for (const { id } of hall.windows)
		await trx
			.insertInto('place')
			.values({ attendance_id: attendanceId, window_id: id, drop_in_id: hall.dropInId, capacity, taken: 0 })
			.execute();
	const reps: Rep[] = [];
	for (let i = 0; i < repsEach; i++)
		reps.push({ kind: 'rep', staffId: await makeStaff(trx, 'rep', agencyId), agencyId, dropInId: null });
	return { agencyId, attendanceId, topicId, reps };
}

async function makeTable(trx: Trx, dropInId: string, number: number, attendanceId: string | null): Promise<void> {
	await trx
		.insertInto('table')
		.values({
			id: newId(),
			created_at: OPENS,
			drop_in_id: dropInId,
			number,
			attendance_id: attendanceId,
			out_of_use: 0
		})
		.execute();
}

async function makeStaff(trx: Trx, role: 'coordinator' | 'welcomer' | 'rep', agencyId: string | null): Promise<string> {
	const id = newId();
	await trx
		.insertInto('staff')
		.values({
			id,
			created_at: OPENS,
			name: `A ${role}`,
			email: `${id}@example.test`,
			password_hash: null,
			left_at: null
		})
		.execute();
	await trx
		.insertInto('staff_role')
		.values({ id: newId(), created_at: OPENS, staff_id: id, role, agency_id: agencyId, drop_in_id: null })
		.execute();
	return id;
}

export const nobodyInParticular: Party = {
	name: null,
	size: 1,
	language: 'en',
	needs: [],
	needsOther: '',
	interpreter: null,
	howToCall: 'screen'
};

/** Everything a tablet makes itself for one arrival. */
export function arrival(arrivedAt: Instant) {
	return { commandId: newId(), visitId: newId(), number: null, claim: null, arrivedAt };
}
