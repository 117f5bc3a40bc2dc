import { describe, expect, it } from 'vitest';
import { addMinutes, type Instant } from '#lib/domain/instant.ts';
import type { Coordinator } from '#lib/domain/actor.ts';
import { accept } from '#lib/server/auth/accept.ts';
import { endLoginBy, readLogin, startLogin } from '#lib/server/auth/logins.ts';
import { checkPassword } from '#lib/server/auth/password-rules.ts';
import { hashPassword, verifyPassword } from '#lib/server/auth/passwords.ts';
import { signIn } from '#lib/server/auth/sign-in.ts';
import { auditLog } from '#lib/server/db/audit.ts';
import type { Database } from '#lib/server/db/change.ts';
import { acceptInvitation } from '#lib/server/operations/staff/accept-invitation.ts';
import { inviteFirstCoordinator } from '#lib/server/operations/staff/invite-first-coordinator.ts';
import { invite, inviteAgain } from '#lib/server/operations/staff/invite.ts';
import { leave } from '#lib/server/operations/staff/leave.ts';
import { onBothEngines } from '../support/databases.ts';
import { coordinatorRole, makeStaff, PASSWORD, welcomerRole } from '../support/staff.ts';

const NOON: Instant = '2024-03-27T12:00:00.000Z';

/** A clock that a test moves. */
function movable(start = NOON) {
	let now = start;
	return { clock: () => now, pass: (minutes: number) => (now = addMinutes(now, minutes)) };
}

const attempt = { email: 'ada@example.org', password: PASSWORD, clientKey: 'hall', known: null };

onBothEngines('signing in', (open) => {
	it('works with the right password, however the address is written', async () => {
		const db = await open();
		const staffId = await makeStaff(db, {}, NOON);
		const { clock } = movable();
		const result = await signIn(db, { ...attempt, email: ' Ada@Example.ORG ' }, clock);
		if (!result.ok) throw new Error(result.refusal.reason);
		const login = await readLogin(db, result.secret, clock);
		expect(login?.staff).toEqual({
			staffId,
			name: 'Ada Cole',
			email: 'ada@example.org',
			roles: [coordinatorRole],
			dayCardId: null
		});
	});

	it('says the same to a wrong password, an unknown address, somebody invited and somebody who left', async () => {
		const db = await open();
		const { clock } = movable();
		const actor = coordinator(await makeStaff(db, {}, NOON));
		await invite(db, { name: 'Bo', email: 'bo@example.org', roles: [welcomerRole] }, actor, NOON);
		const gone = await makeStaff(db, { email: 'cy@example.org' }, NOON);
		await leave(db, { staffId: gone }, actor, NOON);
		const tries = [
			{ password: 'not her password' },
			{ email: 'nobody@example.org' },
			{ email: 'bo@example.org' },
			{ email: 'cy@example.org' },
			{ email: 'a\u0000b', password: '' }
		];
		for (const wrong of tries) {
			expect(await signIn(db, { ...attempt, ...wrong }, clock)).toEqual({
				ok: false,
				refusal: { reason: 'sign_in_failed' }
			});
		}
	});

	it('stores nothing that would sign anybody in', async () => {
		const db = await open();
		const { clock } = movable();
		await makeStaff(db, {}, NOON);
		const result = await signIn(db, attempt, clock);
		if (!result.ok) throw new Error(result.refusal.reason);
		const stored = JSON.stringify([
			await db.read.selectFrom('login_session').selectAll().execute(),
			await db.read.selectFrom('staff').selectAll().execute(),
			await db.read.selectFrom('throttle').selectAll().execute()
		]);
		expect(stored).not.toContain(result.secret);
		expect(stored).not.toContain(PASSWORD);
	});

	it('is refused after ten wrong tries, also with the right password, until time has passed', async () => {
		const db = await open();
		const { clock, pass } = movable();
		await makeStaff(db, {}, NOON);
		const wrong = await Promise.all(
			Array.from({ length: 14 }, () => signIn(db, { ...attempt, password: 'guess after guess' }, clock))
		);
		expect(wrong.map((result) => !result.ok && result.refusal.reason).toSorted()).toEqual([
			...Array(10).fill('sign_in_failed'),
			...Array(4).fill('too_many_tries')
		]);
		expect(await signIn(db, attempt, clock)).toMatchObject({ refusal: { reason: 'too_many_tries' } });
		pass(3);
		expect(await signIn(db, attempt, clock)).toMatchObject({ ok: true });
	});

	it('cannot be blocked for its owner by strangers, nor for the hall by one person’s mistakes', async () => {
		const db = await open();
		const { clock } = movable();
		await makeStaff(db, {}, NOON);
		await makeStaff(db, { email: 'bo@example.org' }, NOON);
		const before = await signIn(db, attempt, clock);
		if (!before.ok) throw new Error(before.refusal.reason);
		for (let i = 0; i < 11; i++) await signIn(db, { ...attempt, password: 'a stranger guesses' }, clock);
		expect(await signIn(db, attempt, clock)).toMatchObject({ refusal: { reason: 'too_many_tries' } });
		expect(await signIn(db, { ...attempt, known: before.known }, clock)).toMatchObject({ ok: true });
		expect(await signIn(db, { ...attempt, email: 'bo@example.org' }, clock)).toMatchObject({ ok: true });
		expect(await signIn(db, { ...attempt, known: 'made up' }, clock)).toMatchObject({ ok: false });
	});
});

onBothEngines('a login', (open) => {
	it('lasts twelve hours after its last use and no longer', async () => {
		const db = await open();
		const { clock, pass } = movable();
		const secret = await startLogin(db, { staffId: await makeStaff(db, {}, NOON) }, clock);
		pass(5 * 60);
		expect(await readLogin(db, secret, clock)).toMatchObject({ renewed: false });
		pass(2 * 60);
		expect(await readLogin(db, secret, clock)).toMatchObject({ renewed: true });
		pass(11 * 60);
		expect(await readLogin(db, secret, clock)).toMatchObject({ renewed: true });
		pass(12 * 60 + 1);
		expect(await readLogin(db, secret, clock)).toBeNull();
	});

	it('ends at once when its person signs out, leaves or takes a new password', async () => {
		const db = await open();
		const { clock } = movable();
		const ada = await makeStaff(db, {}, NOON);
		const bo = await makeStaff(db, { email: 'bo@example.org', roles: [welcomerRole] }, NOON);
		const [first, second, third] = [
			await startLogin(db, { staffId: ada }, clock),
			await startLogin(db, { staffId: ada }, clock),
			await startLogin(db, { staffId: bo }, clock)
		];
		await endLoginBy(db, first, clock);
		expect(await readLogin(db, first, clock)).toBeNull();
		expect(await readLogin(db, second, clock)).not.toBeNull();
		await leave(db, { staffId: bo }, coordinator(ada), NOON);
		expect(await readLogin(db, third, clock)).toBeNull();
		const again = await inviteAgain(db, { staffId: ada }, coordinator(ada), NOON);
		if (!again.ok) throw new Error(again.refusal.reason);
		await accept(
			db,
			{ token: again.token, name: 'Ada Cole', email: 'ada@example.org', password: 'a quite different password' },
			clock
		);
		expect(await readLogin(db, second, clock)).toBeNull();
		expect(await signIn(db, attempt, clock)).toMatchObject({ ok: false });
	});

	it('of the stored hash opens nothing', async () => {
		const db = await open();
		const { clock } = movable();
		await startLogin(db, { staffId: await makeStaff(db, {}, NOON) }, clock);
		const { id_hash } = await db.read.selectFrom('login_session').select('id_hash').executeTakeFirstOrThrow();
		expect(await readLogin(db, id_hash, clock)).toBeNull();
	});

	it('cannot be taken from the last coordinator by leaving', async () => {
		const db = await open();
		const staffId = await makeStaff(db, {}, NOON);
		expect(await leave(db, { staffId }, coordinator(staffId), NOON)).toMatchObject({
			refusal: { reason: 'last_coordinator' }
		});
	});
});

onBothEngines('an invitation', (open) => {
	it('makes the first coordinator once, and the link of an earlier start is dead', async () => {
		const db = await open();
		const early = await linkOf(db);
		const late = await linkOf(db);
		const chosen = { name: 'Ada', email: 'ada@example.org', passwordHash: 'x' };
		expect(await acceptInvitation(db, { ...chosen, token: early }, NOON)).toMatchObject({
			refusal: { reason: 'invitation_ended' }
		});
		const results = await Promise.all(
			[1, 2].map((n) => acceptInvitation(db, { ...chosen, email: `a${n}@example.org`, token: late }, NOON))
		);
		expect(results.filter((result) => result.ok)).toHaveLength(1);
		expect(await inviteFirstCoordinator(db, NOON)).toBeNull();
	});

	it('runs out, and lets a person choose their password until then', async () => {
		const db = await open();
		const { clock, pass } = movable();
		const actor = coordinator(await makeStaff(db, {}, NOON));
		const invited = await invite(db, { name: 'Bo', email: 'Bo@Example.org', roles: [welcomerRole] }, actor, NOON);
		if (!invited.ok) throw new Error(invited.refusal.reason);
		const chosen = { token: invited.token, name: 'Bo', email: 'bo@example.org', password: 'kettle under the maple' };
		pass(7 * 24 * 60 + 1);
		expect(await accept(db, chosen, clock)).toMatchObject({ refusal: { reason: 'invitation_ended' } });
		pass(-60);
		expect(await accept(db, { ...chosen, password: 'short' }, clock)).toMatchObject({
			refusal: { reason: 'password_short' }
		});
		expect(await accept(db, chosen, clock)).toMatchObject({ ok: true, staffId: invited.staffId });
		const [written] = await auditLog(db.read, { limit: 1 });
		expect(written).toMatchObject({ action: 'invitation_used', who: 'Bo', at: clock() });
		expect(await signIn(db, { ...attempt, email: chosen.email, password: chosen.password }, clock)).toMatchObject({
			ok: true
		});
	});

	it('is refused for an address somebody has already', async () => {
		const db = await open();
		const actor = coordinator(await makeStaff(db, {}, NOON));
		const again = await invite(db, { name: 'Ada 2', email: 'ADA@example.org', roles: [coordinatorRole] }, actor, NOON);
		expect(again).toEqual({ ok: false, refusal: { reason: 'email_taken', field: 'email' } });
	});
});

describe('a password', () => {
	const who = { name: 'Marguerite Okonkwo', email: 'marguerite@example.org' };

	it.each(['short', '12345678901', 'eleven char'])('%s is too short', (password) => {
		expect(checkPassword(password, who)).toMatchObject({ refusal: { reason: 'password_short' } });
	});

	it.each([
		'Password1234',
		'passwordpassword',
		'qwertyuiop12',
		'123456789012',
		'aaaaaaaaaaaa',
		'abcabcabcabc',
		'WelcomeWelcome!',
		'Stockton-on-Tees',
		'OneRoofOneRoof1',
		'Marguerite Okonkwo',
		'marguerite2024',
		'correct horse battery staple'
	])('%s is what many would guess', (password) => {
		expect(checkPassword(password, who)).toMatchObject({ refusal: { reason: 'password_common' } });
	});

	it.each(['tulip lantern gravel', 'пароль никому не скажу', 'zwei Tassen Kaffee'])('%s is good', (password) => {
		expect(checkPassword(password, who)).toEqual({ ok: true });
	});

	it('is hashed anew each time, and verified in whichever way its letters are composed', async () => {
		const hash = await hashPassword('café au lait bitte');
		expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
		expect(await hashPassword('café au lait bitte')).not.toBe(hash);
		expect(await verifyPassword(hash, 'café au lait bitte'.normalize('NFD'))).toBe(true);
		expect(await verifyPassword(hash, 'cafe au lait bitte')).toBe(false);
		expect(await verifyPassword(null, 'café au lait bitte')).toBe(false);
	});
});

async function linkOf(db: Database): Promise<string> {
	const token = await inviteFirstCoordinator(db, NOON);
	if (token === null) throw new Error('There is a coordinator already');
	return token;
}

function coordinator(staffId: string): Coordinator {
	return { kind: 'coordinator', staffId };
}
