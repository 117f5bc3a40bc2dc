import type { DeviceKind, PairedDevice } from '../../domain/device.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Reader, Trx } from './change.ts';
import type { DeviceRow } from './schema.ts';

export interface Device {
	id: string;
	kind: DeviceKind;
	dropInId: string | null;
	name: string;
	state: 'asking' | 'paired' | 'revoked';
	askedUntil: Instant | null;
	approvedAt: Instant | null;
	/** When it was last heard of, to the minute. */
	seenAt: Instant | null;
}

export async function findDevice(reader: Reader, secretLookup: string): Promise<Device | null> {
	const row = await reader
		.selectFrom('device')
		.selectAll()
		.where('secret_lookup', '=', secretLookup)
		.executeTakeFirst();
	return row ? toDevice(row) : null;
}

/** The device as one that may work: paired, and with a drop-in. */
export function asPaired(device: Device | null): PairedDevice | null {
	if (device?.state !== 'paired' || device.dropInId === null) return null;
	return { id: device.id, kind: device.kind, dropInId: device.dropInId, name: device.name };
}

/** Paired and revoked devices of a drop-in, newest first. */
export async function devicesOf(reader: Reader, dropInId: string): Promise<Device[]> {
	const rows = await reader
		.selectFrom('device')
		.selectAll()
		.where('drop_in_id', '=', dropInId)
		.where('state', '<>', 'asking')
		.orderBy('id', 'desc')
		.execute();
	return rows.map(toDevice);
}

export async function addDevice(trx: Trx, device: DeviceRow): Promise<void> {
	await trx.insertInto('device').values(device).execute();
}

/** Approves the device that shows a code. Null when no device does so now. */
export async function approveAsking(
	trx: Trx,
	codeLookup: string,
	{ name, dropInId, approvedBy }: { name: string; dropInId: string; approvedBy: string | null },
	now: Instant
): Promise<Device | null> {
	const row = await trx
		.updateTable('device')
		.set({
			state: 'paired',
			name,
			drop_in_id: dropInId,
			code_lookup: null,
			asked_until: null,
			approved_by: approvedBy,
			approved_at: now
		})
		.where('code_lookup', '=', codeLookup)
		.where('state', '=', 'asking')
		.where('asked_until', '>', now)
		.returningAll()
		.executeTakeFirst();
	return row ? toDevice(row) : null;
}

/** The device a link pairs, while the link is good. Links are askings with a token for a code. */
export async function findAskingByCode(reader: Reader, codeLookup: string, now: Instant): Promise<DeviceRow | null> {
	const row = await reader
		.selectFrom('device')
		.selectAll()
		.where('code_lookup', '=', codeLookup)
		.where('state', '=', 'asking')
		.where('asked_until', '>', now)
		.executeTakeFirst();
	return row ?? null;
}

/** Uses a link up: its device is the browser that holds this secret. False when the link ended meanwhile. */
export async function claimLink(trx: Trx, codeLookup: string, secretLookup: string, now: Instant): Promise<boolean> {
	const row = await trx
		.updateTable('device')
		.set({ state: 'paired', code_lookup: null, asked_until: null, secret_lookup: secretLookup, approved_at: now })
		.where('code_lookup', '=', codeLookup)
		.where('state', '=', 'asking')
		.where('asked_until', '>', now)
		.returning('id')
		.executeTakeFirst();
	return row !== undefined;
}

/** False when there is no such device at work. */
export async function revokeDevice(trx: Trx, deviceId: string, now: Instant): Promise<boolean> {
	const row = await trx
		.updateTable('device')
		.set({ state: 'revoked', revoked_at: now })
		.where('id', '=', deviceId)
		.where('state', '=', 'paired')
		.returning('id')
		.executeTakeFirst();
	return row !== undefined;
}

/** Writes down that a device was heard of. */
export async function markSeen(trx: Trx, deviceId: string, now: Instant): Promise<void> {
	await trx.updateTable('device').set({ seen_at: now }).where('id', '=', deviceId).execute();
}

/** What a coordinator called a device; empty when there is none. */
export async function nameOfDevice(reader: Reader, deviceId: string): Promise<string> {
	const row = await reader.selectFrom('device').select('name').where('id', '=', deviceId).executeTakeFirst();
	return row?.name ?? '';
}

export async function forgetOldAskings(trx: Trx, before: Instant): Promise<void> {
	await trx.deleteFrom('device').where('state', '=', 'asking').where('asked_until', '<', before).execute();
}

/** Whether any wall screen shows the calls of a drop-in. */
export async function boardIsPaired(reader: Reader, dropInId: string): Promise<boolean> {
	const row = await reader
		.selectFrom('device')
		.select('id')
		.where('drop_in_id', '=', dropInId)
		.where('kind', '=', 'board')
		.where('state', '=', 'paired')
		.executeTakeFirst();
	return row !== undefined;
}

function toDevice(row: DeviceRow): Device {
	return {
		id: row.id,
		kind: row.kind,
		dropInId: row.drop_in_id,
		name: row.name,
		state: row.state,
		askedUntil: row.asked_until,
		approvedAt: row.approved_at,
		seenAt: row.seen_at
	};
}

/** Whether a tablet or screen is paired still. */
export async function deviceIsPaired(reader: Reader, deviceId: string): Promise<boolean> {
	const row = await reader
		.selectFrom('device')
		.select('id')
		.where('id', '=', deviceId)
		.where('state', '=', 'paired')
		.executeTakeFirst();
	return row !== undefined;
}
