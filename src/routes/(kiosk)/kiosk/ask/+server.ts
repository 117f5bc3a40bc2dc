import { requireKiosk } from '#lib/server/auth/guards.ts';
import { askPerson } from '#lib/server/operations/kiosk/ask-person.ts';
import { tell } from '../answers.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const kiosk = requireKiosk(event);
	const { db, now, device } = event.locals;
	return tell(await askPerson(db, { tablet: device?.name ?? '' }, kiosk, now()));
};
