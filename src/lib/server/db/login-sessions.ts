import type { Instant } from '../../domain/instant.ts';
import type { Reader, Trx } from './change.ts';
import type { LoginSessionRow } from './schema.ts';

/** A login, and whose it is. `name` is null when the login opens nothing any more: the person left, the day card ended, or its drop-in is over. */
export interface Login {
	idHash: string;
	staffId: string;
	expiresAt: Instant;
	dayCardId: string | null;
	name: string | null;
	email: string | null;
}

export async function findLogin(reader: Reader, idHash: string): Promise<Login | null> {
	const row = await reader
		.selectFrom('login_session')
		.innerJoin('staff', 'staff.id', 'login_session.staff_id')
		.leftJoin('day_card', 'day_card.id', 'login_session.day_card_id')
		.leftJoin('drop_in', 'drop_in.id', 'day_card.drop_in_id')
		.select([
			'id_hash',
			'login_session.staff_id',
			'expires_at',
			'day_card_id',
			'name',
			'email',
			'left_at',
			'day_card.state as card',
			'drop_in.state as dropIn'
		])
		.where('id_hash', '=', idHash)
		.executeTakeFirst();
	if (!row) return null;
	const isOver = row.dropIn === 'closed' || row.dropIn === 'cancelled';
	const good = row.left_at === null && (row.day_card_id === null || (row.card === 'approved' && !isOver));
	return {
		idHash: row.id_hash,
		staffId: row.staff_id,
		expiresAt: row.expires_at,
		dayCardId: row.day_card_id,
		name: good ? row.name : null,
		email: row.email
	};
}

export async function loginsOf(reader: Reader, staffId: string): Promise<LoginSessionRow[]> {
	return reader.selectFrom('login_session').selectAll().where('staff_id', '=', staffId).execute();
}

export async function addLogin(trx: Trx, login: LoginSessionRow): Promise<void> {
	await trx.insertInto('login_session').values(login).execute();
}

export async function prolongLogin(trx: Trx, idHash: string, expiresAt: Instant): Promise<void> {
	await trx.updateTable('login_session').set({ expires_at: expiresAt }).where('id_hash', '=', idHash).execute();
}

export async function endLogin(trx: Trx, idHash: string): Promise<void> {
	await trx.deleteFrom('login_session').where('id_hash', '=', idHash).execute();
}

export async function endLoginsOfStaff(trx: Trx, staffId: string): Promise<void> {
	await trx.deleteFrom('login_session').where('staff_id', '=', staffId).execute();
}

export async function endLoginsOfDayCard(trx: Trx, dayCardId: string): Promise<void> {
	await trx.deleteFrom('login_session').where('day_card_id', '=', dayCardId).execute();
}

/** Ends what every day card of a drop-in opened. */
export async function endLoginsOfCardsAt(trx: Trx, dropInId: string): Promise<void> {
	const cards = trx.selectFrom('day_card').select('id').where('drop_in_id', '=', dropInId);
	await trx.deleteFrom('login_session').where('day_card_id', 'in', cards).execute();
}

export async function forgetOldLogins(trx: Trx, now: Instant): Promise<void> {
	await trx.deleteFrom('login_session').where('expires_at', '<=', now).execute();
}
