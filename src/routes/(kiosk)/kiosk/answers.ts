import { json } from '@sveltejs/kit';
import { done, type Result, refuse } from '#lib/domain/refusal.ts';
import type { CheckedIn } from '#lib/server/operations/visit/checked-in.ts';

/** What a person is told at the kiosk. Never an agency, a topic, or the id of a visit that this tablet did not make. */
export function tellArrival(result: Result<CheckedIn>, visitId: string): Response {
	if (!result.ok) return tell(result);
	const { number, howToCall, helpChoosing, table = null } = result;
	// A second scan finds a visit that was made before: its QR has been shown already.
	const own = result.visitId === visitId;
	return tell(done({ number, howToCall, helpChoosing, table, again: !own, follow: own }));
}

export function tell(result: Result): Response {
	return json(result, { status: result.ok ? 200 : 409, headers: { 'cache-control': 'no-store' } });
}

/** For a body that no page of ours sends. */
export function notUnderstood(): Response {
	return json(refuse('field_missing'), { status: 400 });
}
