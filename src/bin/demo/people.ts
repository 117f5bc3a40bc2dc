import type { Coordinator, Rep, Welcomer } from '../../lib/domain/actor.ts';
import type { Instant } from '../../lib/domain/instant.ts';
import type { StaffRole } from '../../lib/domain/staff.ts';
import { hashPassword } from '../../lib/server/auth/passwords.ts';
import type { Database } from '../../lib/server/db/change.ts';
import { acceptInvitation } from '../../lib/server/operations/staff/accept-invitation.ts';
import { inviteFirstCoordinator } from '../../lib/server/operations/staff/invite-first-coordinator.ts';
import { invite } from '../../lib/server/operations/staff/invite.ts';
import { must } from './must.ts';

export interface SignIn {
	role: StaffRole['role'];
	agency?: string;
	email: string;
	password: string;
}

export interface People {
	coordinator: Coordinator;
	welcomer: Welcomer;
	/** By the agency's name. */
	reps: Map<string, Rep>;
	signIns: SignIn[];
}

/** One for all: this is a demonstration, and nothing in it is real. */
const PASSWORD = 'lantern-river-basket';

/** Makes the first coordinator as a first start does, and lets them invite the others. */
export async function makeCoordinator(
	db: Database,
	now: Instant
): Promise<{ coordinator: Coordinator; passwordHash: string; signIn: SignIn }> {
	const passwordHash = await hashPassword(PASSWORD);
	const token = (await inviteFirstCoordinator(db, now)) ?? '';
	const email = emailOf('coordinator');
	const { staffId } = await must(acceptInvitation(db, { token, name: 'Demo coordinator', email, passwordHash }, now));
	return {
		coordinator: { kind: 'coordinator', staffId },
		passwordHash,
		signIn: { role: 'coordinator', email, password: PASSWORD }
	};
}

/** A welcomer, and a rep for each agency. */
export async function makePeople(
	db: Database,
	agencies: ReadonlyMap<string, string>,
	now: Instant,
	first: Awaited<ReturnType<typeof makeCoordinator>>
): Promise<People> {
	const { coordinator, passwordHash, signIn } = first;
	async function join(name: string, email: string, role: StaffRole): Promise<string> {
		const { token, staffId } = await must(invite(db, { name, email, roles: [role] }, coordinator, now));
		await must(acceptInvitation(db, { token, name, email, passwordHash }, now));
		return staffId;
	}
	const email = emailOf('welcomer');
	const welcomer = await join('Demo welcomer', email, { role: 'welcomer', agencyId: null, dropInId: null });
	const people: People = {
		coordinator,
		welcomer: { kind: 'welcomer', staffId: welcomer },
		reps: new Map(),
		signIns: [signIn, { role: 'welcomer', email, password: PASSWORD }]
	};
	for (const [agency, agencyId] of agencies) {
		const address = emailOf(agency.toLowerCase().replace(/[^a-z]+/g, '-'));
		const staffId = await join(`Demo rep, ${agency}`, address, { role: 'rep', agencyId, dropInId: null });
		people.reps.set(agency, { kind: 'rep', staffId, agencyId, dropInId: null });
		people.signIns.push({ role: 'rep', agency, email: address, password: PASSWORD });
	}
	return people;
}

function emailOf(name: string): string {
	return `${name}@demo.example`;
}
