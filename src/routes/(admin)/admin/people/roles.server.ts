import type { StaffRole } from '#lib/domain/staff.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Agency } from '#lib/server/db/agencies.ts';
import { choicesIn } from '#lib/server/form.ts';

/** A role as one value of a form: `coordinator`, `welcomer`, `rep:<agency>`. */
export function roleValue({ role, agencyId }: StaffRole): string {
	return role === 'rep' ? `rep:${agencyId}` : role;
}

/** What can be ticked. */
export function roleChoices(agencies: readonly Agency[]) {
	return [
		{ value: 'coordinator', label: m.admin_role_coordinator(), note: m.admin_role_coordinator_note() },
		{ value: 'welcomer', label: m.admin_role_welcomer(), note: m.admin_role_welcomer_note() },
		...agencies.map(({ id, name }) => ({ value: `rep:${id}`, label: m.admin_role_rep({ agency: name }) }))
	];
}

/** The roles ticked; agencies nobody knows are left out. */
export function rolesIn(form: FormData, agencies: readonly Agency[]): StaffRole[] {
	const ticked = new Set(choicesIn(form, 'roles'));
	const roles: StaffRole[] = [];
	for (const role of ['coordinator', 'welcomer'] as const)
		if (ticked.has(role)) roles.push({ role, agencyId: null, dropInId: null });
	for (const { id } of agencies) if (ticked.has(`rep:${id}`)) roles.push({ role: 'rep', agencyId: id, dropInId: null });
	return roles;
}

/** In words, for a list. */
export function roleWords(role: StaffRole, agencies: readonly Agency[]): string {
	if (role.role === 'coordinator') return m.admin_role_coordinator();
	if (role.role === 'welcomer') return m.admin_role_welcomer();
	return m.admin_role_rep({ agency: agencies.find(({ id }) => id === role.agencyId)?.name ?? '?' });
}
