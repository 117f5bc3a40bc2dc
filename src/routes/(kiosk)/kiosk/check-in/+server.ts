import { arrivalAtTablet } from '#lib/domain/visit.ts';
import { requireKiosk } from '#lib/server/auth/guards.ts';
import { checkIn } from '#lib/server/operations/visit/check-in.ts';
import { notUnderstood, tellArrival } from '../answers.ts';
import { checkInBody, readBody } from '../bodies.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const kiosk = requireKiosk(event);
	const { db, now } = event.locals;
	const body = await readBody(event.request, checkInBody);
	if (body === null) return notUnderstood();
	const { sentAt, arrivedAt, ...asked } = body;
	const input = { ...asked, dropInId: kiosk.dropInId, arrivedAt: arrivalAtTablet({ arrivedAt, sentAt }, now()) };
	return tellArrival(await checkIn(db, input, kiosk, now()), body.visitId);
};
