import type { Rep } from '../../domain/actor.ts';
import type { Instant } from '../../domain/instant.ts';
import type { StaffRole } from '../../domain/staff.ts';
import { newId } from '../ids.ts';
import { byName } from './by-name.ts';
import type { Reader, Trx } from './change.ts';

export interface StaffMember {
	id: string;
	name: string;
	email: string | null;
	leftAt: Instant | null;
	/** Whether the person has chosen a password yet. */
	canSignIn: boolean;
	roles: StaffRole[];
}

/** An email address as it is kept and compared. */
export function tidyEmail(typed: string): string {
	return typed
		.normalize('NFKC')
		.replace(/[\p{Cc}\s]/gu, '')
		.toLowerCase()
		.slice(0, 254);
}

/** What signing in needs to know. Only people who have not left and have a password. */
export async function findPassword(reader: Reader, email: string): Promise<{ staffId: string; hash: string } | null> {
	const row = await reader
		.selectFrom('staff')
		.select(['id', 'password_hash'])
		.where('email', '=', tidyEmail(email))
		.where('left_at', 'is', null)
		.executeTakeFirst();
	return row?.password_hash ? { staffId: row.id, hash: row.password_hash } : null;
}

export async function rolesOf(reader: Reader, staffId: string): Promise<StaffRole[]> {
	const rows = await reader
		.selectFrom('staff_role')
		.select(['role', 'agency_id', 'drop_in_id'])
		.where('staff_id', '=', staffId)
		.orderBy('id')
		.execute();
	return rows.map((row) => toRole(row.role, row.agency_id, row.drop_in_id));
}

export async function findStaff(reader: Reader, staffId: string): Promise<StaffMember | null> {
	const row = await reader.selectFrom('staff').selectAll().where('id', '=', staffId).executeTakeFirst();
	if (!row) return null;
	const { id, name, email, left_at: leftAt } = row;
	return { id, name, email, leftAt, canSignIn: row.password_hash !== null, roles: await rolesOf(reader, id) };
}

/** Everybody with an account, in the order of their names; people of day cards are not among them. */
export async function listStaff(reader: Reader): Promise<StaffMember[]> {
	const rows = await reader.selectFrom('staff').select(['id', 'name']).where('email', 'is not', null).execute();
	const all: StaffMember[] = [];
	for (const { id } of byName(rows)) {
		const member = await findStaff(reader, id);
		if (member) all.push(member);
	}
	return all;
}

/** Whether anybody can schedule: somebody who has not left, is a coordinator of the whole house and has a password. */
export async function hasCoordinator(reader: Reader): Promise<boolean> {
	const row = await reader
		.selectFrom('staff_role')
		.innerJoin('staff', 'staff.id', 'staff_role.staff_id')
		.select('staff.id')
		.where('role', '=', 'coordinator')
		.where('drop_in_id', 'is', null)
		.where('left_at', 'is', null)
		.where('password_hash', 'is not', null)
		.executeTakeFirst();
	return row !== undefined;
}

/**
 * Whether a rep may sit at a desk there now: they have not left, still stand for the agency, and their day card, if
 * one brought them, was not revoked. A request may be under way while that ends, so a change asks again.
 */
export async function mayServe(reader: Reader, rep: Rep, dropInId: string): Promise<boolean> {
	const row = await reader
		.selectFrom('staff')
		.innerJoin('staff_role', 'staff_role.staff_id', 'staff.id')
		.leftJoin('day_card', 'day_card.staff_id', 'staff.id')
		.select('staff.id')
		.where('staff.id', '=', rep.staffId)
		.where('left_at', 'is', null)
		.where('role', '=', 'rep')
		.where('staff_role.agency_id', '=', rep.agencyId)
		.where((eb) => eb.or([eb('staff_role.drop_in_id', 'is', null), eb('staff_role.drop_in_id', '=', dropInId)]))
		.where((eb) => eb.or([eb('day_card.id', 'is', null), eb('day_card.state', '=', 'approved')]))
		.executeTakeFirst();
	return row !== undefined;
}

/** Adds a person. Null when the email address is somebody's already. */
export async function addStaff(
	trx: Trx,
	{ name, email, passwordHash }: { name: string; email: string | null; passwordHash: string | null },
	now: Instant
): Promise<string | null> {
	const row = await trx
		.insertInto('staff')
		.values({
			id: newId(),
			created_at: now,
			name,
			email: email === null ? null : tidyEmail(email),
			password_hash: passwordHash,
			left_at: null
		})
		.onConflict((c) => c.column('email').doNothing())
		.returning('id')
		.executeTakeFirst();
	return row?.id ?? null;
}

export async function setPassword(trx: Trx, staffId: string, hash: string): Promise<void> {
	await trx.updateTable('staff').set({ password_hash: hash }).where('id', '=', staffId).execute();
}

/** Replaces all roles of a person. */
export async function setRoles(trx: Trx, staffId: string, roles: readonly StaffRole[], now: Instant): Promise<void> {
	await trx.deleteFrom('staff_role').where('staff_id', '=', staffId).execute();
	for (const { role, agencyId, dropInId } of roles) {
		await trx
			.insertInto('staff_role')
			.values({ id: newId(), created_at: now, staff_id: staffId, role, agency_id: agencyId, drop_in_id: dropInId })
			.execute();
	}
}

/** Marks that a person works here no longer. What they did stays theirs in the record. */
export async function markLeft(trx: Trx, staffId: string, now: Instant): Promise<void> {
	await trx.updateTable('staff').set({ left_at: now }).where('id', '=', staffId).where('left_at', 'is', null).execute();
}

function toRole(role: StaffRole['role'], agencyId: string | null, dropInId: string | null): StaffRole {
	if (role !== 'rep') return { role, agencyId: null, dropInId };
	if (agencyId === null) throw new Error('A rep without an agency');
	return { role, agencyId, dropInId };
}
