import type { StaffRole } from '#lib/domain/staff.ts';
import { formatFullDate } from '#lib/i18n/locale.ts';
import type { LanguageCode } from '#lib/i18n/languages.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { type Agency, everyAgency } from '#lib/server/db/agencies.ts';
import type { Reader } from '#lib/server/db/change.ts';
import { type DropIn, everyDropIn } from '#lib/server/db/drop-ins.ts';
import { choicesIn } from '#lib/server/form.ts';

/** What roles are about: the agencies somebody stands for, and the drop-ins a role may be limited to. */
export interface About {
	agencies: readonly Agency[];
	dropIns: readonly DropIn[];
	locale: LanguageCode;
}

export async function aboutRoles(db: Reader, locale: LanguageCode): Promise<About> {
	const [agencies, dropIns] = await Promise.all([everyAgency(db), everyDropIn(db, locale)]);
	return { agencies, dropIns, locale };
}

/** A role as one value of a form: `coordinator`, `welcomer`, `rep:<agency>`; limited to a drop-in, `welcomer@<drop-in>`. */
export function roleValue({ role, agencyId, dropInId }: StaffRole): string {
	const what = role === 'rep' ? `rep:${agencyId}` : role;
	return dropInId === null ? what : `${what}@${dropInId}`;
}

/** What can be ticked: each role at every drop-in, and those the person holds at one drop-in only. */
export function roleChoices(about: About, held: readonly StaffRole[]) {
	return [
		{ value: 'coordinator', label: m.admin_role_coordinator(), note: m.admin_role_coordinator_note() },
		{ value: 'welcomer', label: m.admin_role_welcomer(), note: m.admin_role_welcomer_note() },
		...[...reps(about.agencies), ...held.filter(isLimited)].map((role) => ({
			value: roleValue(role),
			label: roleWords(role, about)
		}))
	];
}

/** The roles ticked, of those that can be; what nobody offered is left out. */
export function rolesIn(form: FormData, agencies: readonly Agency[], held: readonly StaffRole[]): StaffRole[] {
	const ticked = new Set(choicesIn(form, 'roles'));
	const house = (['coordinator', 'welcomer'] as const).map((role) => ({ role, agencyId: null, dropInId: null }));
	return [...house, ...reps(agencies), ...held.filter(isLimited)].filter((role) => ticked.has(roleValue(role)));
}

/** In words, for a list. */
export function roleWords(role: StaffRole, { agencies, dropIns, locale }: About): string {
	const what = whatWords(role, agencies);
	if (role.dropInId === null) return what;
	const dropIn = dropIns.find(({ id }) => id === role.dropInId);
	const date = dropIn ? formatFullDate(dropIn.date, 'UTC', locale) : '?';
	return m.admin_role_only_at({ role: what, title: dropIn?.title ?? '?', date });
}

function whatWords({ role, agencyId }: StaffRole, agencies: readonly Agency[]): string {
	if (role === 'coordinator') return m.admin_role_coordinator();
	if (role === 'welcomer') return m.admin_role_welcomer();
	return m.admin_role_rep({ agency: agencies.find(({ id }) => id === agencyId)?.name ?? '?' });
}

function reps(agencies: readonly Agency[]): StaffRole[] {
	return agencies.map(({ id }) => ({ role: 'rep', agencyId: id, dropInId: null }));
}

function isLimited({ dropInId }: StaffRole): boolean {
	return dropInId !== null;
}
