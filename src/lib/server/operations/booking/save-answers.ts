import { type Answers, DRAFT_MINUTES } from '../../../domain/booking.ts';
import { addMinutes, type Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { change, type Database } from '../../db/change.ts';
import { holdDraft, writeAnswers } from '../../db/drafts.ts';

/**
 * Keeps one more answer of a booking in progress, and the draft for another half an hour. Gives all answers.
 * @param answer what the answers become, given those before
 */
export async function saveAnswers(
	db: Database,
	secret: string,
	answer: (before: Answers) => Answers,
	now: Instant
): Promise<Result<{ answers: Answers }>> {
	return change(db, async (trx) => {
		const draft = await holdDraft(trx, db.codes, secret, now, addMinutes(now, DRAFT_MINUTES));
		if (!draft?.answers) return refuse('draft_gone');
		const answers = answer(draft.answers);
		await writeAnswers(trx, db.codes, draft.id, answers);
		return done({ answers });
	});
}
