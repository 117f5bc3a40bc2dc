import type { Instant } from '#lib/domain/instant.ts';
import { done } from '#lib/domain/refusal.ts';
import type { StaffRole } from '#lib/domain/staff.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import type { Hall } from '../support/hall.ts';
import type { TestServer } from '../support/server.ts';
import { coordinatorRole, makeStaff, PASSWORD, welcomerRole } from '../support/staff.ts';

export const roles = ['anonymous', 'kiosk', 'board', 'welcomer', 'rep', 'coordinator'] as const;
export type Role = (typeof roles)[number];

/** A browser of its own: its cookies, and requests that come from our own pages. */
export interface Browser {
	get(path: string, headers?: Record<string, string>): Promise<Response>;
	post(path: string, form?: Record<string, string | string[]>, headers?: Record<string, string>): Promise<Response>;
	cookies: Map<string, string>;
}

export function browser(server: TestServer, cookies = new Map<string, string>()): Browser {
	async function send(path: string, init: RequestInit): Promise<Response> {
		const headers = new Headers(init.headers);
		if (!headers.has('accept')) headers.set('accept', 'text/html');
		headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
		const response = await fetch(server.url + path, { ...init, headers, redirect: 'manual' });
		for (const line of response.headers.getSetCookie()) {
			const [pair = ''] = line.split(';');
			const [name = '', value = ''] = pair.split('=');
			if (/max-age=0/i.test(line) || value === '') cookies.delete(name);
			else cookies.set(name, value);
		}
		return response;
	}
	return {
		cookies,
		get: (path, headers = {}) => send(path, { headers }),
		post(path, form = {}, headers = {}) {
			const body = new URLSearchParams();
			for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) body.append(name, one);
			return send(path, { method: 'POST', body, headers: { origin: server.url, ...headers } });
		}
	};
}

/** Somebody of the staff, signed in through the sign-in page. */
export async function signedIn(
	server: TestServer,
	db: Database,
	role: StaffRole | readonly [StaffRole, ...StaffRole[]],
	now: Instant
): Promise<Browser & { staffId: string }> {
	const email = `${newId()}@example.org`;
	const roles = [role].flat() as StaffRole[];
	const staffId = await makeStaff(db, { email, name: `A ${roles[0]?.role}`, roles }, now);
	const own = browser(server);
	const response = await own.post('/sign-in', { email, password: PASSWORD });
	if (response.status !== 303) throw new Error(`sign-in answered ${response.status}`);
	return { ...own, staffId };
}

/** A paired tablet or board. */
export async function paired(
	server: TestServer,
	db: Database,
	kind: 'kiosk' | 'board',
	dropInId: string,
	now: Instant
): Promise<Browser & { deviceId: string }> {
	const secret = db.codes.token();
	const deviceId = newId();
	const made = await change(db, async (trx) => {
		await trx
			.insertInto('device')
			.values({
				id: deviceId,
				created_at: now,
				kind,
				drop_in_id: dropInId,
				name: kind,
				state: 'paired',
				code_lookup: null,
				secret_lookup: db.codes.lookup('device', secret),
				asked_until: null,
				approved_by: null,
				approved_at: now,
				revoked_at: null,
				seen_at: null
			})
			.execute();
		return done();
	});
	if (!made.ok) throw new Error(made.refusal.reason);
	return { ...browser(server, new Map([[`one-roof-${kind}`, secret]])), deviceId };
}

/** One browser of each role at a hall. */
export async function everybody(
	server: TestServer,
	db: Database,
	hall: Hall,
	now: Instant
): Promise<Record<Role, Browser>> {
	const agencyId = hall.agencies.police?.agencyId ?? '';
	return {
		anonymous: browser(server),
		kiosk: await paired(server, db, 'kiosk', hall.dropInId, now),
		board: await paired(server, db, 'board', hall.dropInId, now),
		welcomer: await signedIn(server, db, welcomerRole, now),
		rep: await signedIn(server, db, { role: 'rep', agencyId, dropInId: null }, now),
		coordinator: await signedIn(server, db, coordinatorRole, now)
	};
}
