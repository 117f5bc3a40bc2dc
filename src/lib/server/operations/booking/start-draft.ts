import { type Answers, DRAFT_MINUTES, noAnswers } from '../../../domain/booking.ts';
import { isBookable } from '../../../domain/drop-in.ts';
import { addMinutes, type Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { change, type Database } from '../../db/change.ts';
import { insertDraft } from '../../db/drafts.ts';
import { dropInById } from '../../db/drop-ins.ts';
import { newId } from '../../ids.ts';

interface Start {
	dropInId: string;
	/** What the pages are read in. */
	language: string;
	/** Answers to begin with, when a booking is changed. */
	answers?: Answers;
}

/**
 * Begins a booking: a draft that only this browser's secret opens, kept for half an hour after the last answer.
 * Its secret becomes the ticket's token, so a double tap lands on the same ticket.
 */
export async function startDraft(
	db: Database,
	{ dropInId, language, answers }: Start,
	now: Instant
): Promise<Result<{ secret: string }>> {
	const dropIn = await dropInById(db.read, dropInId, language);
	if (!dropIn) return refuse('drop_in_unknown');
	if (!isBookable(dropIn, now)) return refuse('drop_in_not_bookable');
	const secret = db.codes.token();
	const draft = {
		id: newId(),
		dropInId,
		secret,
		answers: answers ?? noAnswers(language),
		expiresAt: addMinutes(now, DRAFT_MINUTES)
	};
	return change(db, async (trx) => {
		await insertDraft(trx, db.codes, draft, now);
		return done({ secret });
	});
}
