import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { listStaff } from '#lib/server/db/staff.ts';
import { aboutRoles, roleWords } from './roles.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { staffId } = requireCoordinator(event);
	const { db, locale } = event.locals;
	const [about, staff] = await Promise.all([aboutRoles(db.read, locale), listStaff(db.read)]);
	const people = staff.map(({ id, name, email, leftAt, canSignIn, roles }) => ({
		id,
		name,
		email: email ?? '',
		left: leftAt !== null,
		canSignIn,
		you: id === staffId,
		roles: roles.map((role) => roleWords(role, about))
	}));
	return {
		people: [...people.filter(({ left }) => !left), ...people.filter(({ left }) => left)],
		saved: event.url.searchParams.has('saved')
	};
};
