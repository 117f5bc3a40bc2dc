import { requireKiosk } from '#lib/server/auth/guards.ts';
import { leaseNumbers } from '#lib/server/operations/kiosk/lease-numbers.ts';
import { tell } from '../answers.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const kiosk = requireKiosk(event);
	return tell(await leaseNumbers(event.locals.db, kiosk, event.locals.now()));
};
