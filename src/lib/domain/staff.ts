import type { Rep } from './actor.ts';

/** What somebody does at drop-ins. One person may have several; `dropInId` limits a role to one drop-in. */
export type StaffRole =
	| { role: 'coordinator' | 'welcomer'; agencyId: null; dropInId: string | null }
	| { role: 'rep'; agencyId: string; dropInId: string | null };

/** A person of the staff whose login is good just now. */
export interface SignedIn {
	staffId: string;
	name: string;
	/** None for a day card. */
	email: string | null;
	roles: readonly StaffRole[];
	/** Set when a day card opened this login: good for one drop-in, ended with the card. */
	dayCardId: string | null;
}

/** Whether somebody coordinates: all drop-ins, or they are no more than a welcomer of one. */
export function isCoordinator(staff: { roles: readonly StaffRole[] }): boolean {
	return staff.roles.some(({ role, dropInId }) => role === 'coordinator' && dropInId === null);
}

/** Somebody as the rep they are for each agency, in the order the roles were given. */
export function repsOf(staff: { staffId: string; roles: readonly StaffRole[] }): Rep[] {
	return staff.roles.flatMap((one) =>
		one.role === 'rep'
			? [{ kind: 'rep' as const, staffId: staff.staffId, agencyId: one.agencyId, dropInId: one.dropInId }]
			: []
	);
}

/** Whether somebody stands for an agency at a drop-in. */
export function standsFor(
	staff: { roles: readonly StaffRole[] },
	{ agencyId, dropInId }: { agencyId: string; dropInId: string }
): boolean {
	return staff.roles.some((one) => one.role === 'rep' && one.agencyId === agencyId && isGoodAt(one, dropInId));
}

/** Whether somebody may welcome at a drop-in. Coordinators may do what welcomers do. */
export function mayWelcomeAt(staff: { roles: readonly StaffRole[] }, dropInId: string): boolean {
	return staff.roles.some((one) => one.role !== 'rep' && isGoodAt(one, dropInId));
}

/** Where the staff works. */
export type StaffPlace = '/admin' | '/desk' | '/welcome';

/** What somebody may open, their own work first. */
export function placesOf(staff: { roles: readonly StaffRole[] }): StaffPlace[] {
	const has = (wanted: StaffRole['role']) => staff.roles.some(({ role }) => role === wanted);
	return [
		...(isCoordinator(staff) ? (['/admin'] as const) : []),
		...(has('rep') ? (['/desk'] as const) : []),
		...(has('welcomer') || has('coordinator') ? (['/welcome'] as const) : [])
	];
}

/** Where somebody goes after signing in. */
export function homeOf(staff: { roles: readonly StaffRole[] }): StaffPlace | '/' {
	return placesOf(staff)[0] ?? '/';
}

function isGoodAt(role: StaffRole, dropInId: string): boolean {
	return role.dropInId === null || role.dropInId === dropInId;
}
