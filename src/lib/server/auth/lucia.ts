import { createHash } from 'node:crypto';
import { type Adapter, type DatabaseSession, Lucia, TimeSpan } from 'lucia';
import { done } from '../../domain/refusal.ts';
import type { Clock } from '../clock.ts';
import { change, type Database } from '../db/change.ts';
import {
	addLogin,
	endLogin,
	endLoginsOfStaff,
	findLogin,
	forgetOldLogins,
	loginsOf,
	prolongLogin
} from '../db/login-sessions.ts';

declare module 'lucia' {
	interface Register {
		Lucia: House;
		DatabaseUserAttributes: { name: string; email: string | null };
		DatabaseSessionAttributes: { dayCardId: string | null };
	}
}

type House = Lucia<{ dayCardId: string | null }, { name: string; email: string | null }>;

/** A login ends twelve hours after it was last used: a long day, not a week on a shared laptop. */
const LASTS = new TimeSpan(12, 'h');

/** Lucia over our database (decision 0002: all of it stays in this folder). */
export function luciaOver(db: Database, now: Clock): House {
	return new Lucia(adapterOver(db, now), {
		sessionExpiresIn: LASTS,
		getSessionAttributes: ({ dayCardId }) => ({ dayCardId }),
		getUserAttributes: ({ name, email }) => ({ name, email })
	});
}

/** What is stored of the secret a browser holds: a stolen database signs nobody in. */
export function hashOf(sessionId: string): string {
	return createHash('sha256').update(sessionId).digest('hex');
}

function adapterOver(db: Database, now: Clock): Adapter {
	// Lucia asks the machine for the time; the house has its own clock, which tests move.
	const ahead = () => Date.parse(now()) - Date.now();
	const toHouse = (expiresAt: Date) => new Date(expiresAt.getTime() + ahead()).toISOString();
	const toMachine = (expiresAt: string) => new Date(Date.parse(expiresAt) - ahead());

	async function write(work: Parameters<typeof change<object>>[1]): Promise<void> {
		await change(db, work);
	}

	return {
		async getSessionAndUser(presented) {
			const login = await findLogin(db.read, hashOf(presented));
			if (!login) return [null, null];
			const session: DatabaseSession = {
				// The id that was presented, not the stored hash: renewal goes by it.
				id: presented,
				userId: login.staffId,
				expiresAt: toMachine(login.expiresAt),
				attributes: { dayCardId: login.dayCardId }
			};
			const { name, email } = login;
			return [session, name === null ? null : { id: login.staffId, attributes: { name, email } }];
		},
		async getUserSessions(userId) {
			const rows = await loginsOf(db.read, userId);
			return rows.map((row) => ({
				id: row.id_hash,
				userId,
				expiresAt: toMachine(row.expires_at),
				attributes: { dayCardId: row.day_card_id }
			}));
		},
		setSession: ({ id, userId, expiresAt, attributes }) =>
			write(async (trx) => {
				const login = { id_hash: hashOf(id), staff_id: userId, expires_at: toHouse(expiresAt) };
				await addLogin(trx, { ...login, day_card_id: attributes.dayCardId });
				return done();
			}),
		updateSessionExpiration: (id, expiresAt) =>
			write(async (trx) => {
				await prolongLogin(trx, hashOf(id), toHouse(expiresAt));
				return done();
			}),
		deleteSession: (id) =>
			write(async (trx) => {
				await endLogin(trx, hashOf(id));
				return done();
			}),
		deleteUserSessions: (userId) =>
			write(async (trx) => {
				await endLoginsOfStaff(trx, userId);
				return done();
			}),
		deleteExpiredSessions: () =>
			write(async (trx) => {
				await forgetOldLogins(trx, now());
				return done();
			})
	};
}
