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

export function hasRole(staff: { roles: readonly StaffRole[] } | null, role: StaffRole['role']): boolean {
	return staff?.roles.some((one) => one.role === role) ?? false;
}

/** Where somebody's work is, for after signing in. */
export function homeOf(staff: { roles: readonly StaffRole[] }): '/admin' | '/desk' | '/welcome' | '/' {
	if (hasRole(staff, 'coordinator')) return '/admin';
	if (hasRole(staff, 'rep')) return '/desk';
	return hasRole(staff, 'welcomer') ? '/welcome' : '/';
}
