import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse, together } from '../../../domain/refusal.ts';
import { deleteOn } from '../../../domain/retention.ts';
import { windowsOf } from '../../../domain/window.ts';
import { isSlug, slugOf } from '../../../domain/words.ts';
import { writeDown } from '../../db/audit.ts';
import { change, type Database } from '../../db/change.ts';
import { hubById } from '../../db/hubs.ts';
import { addDropIn, setDropInWords } from '../../db/schedules.ts';
import { replaceWindows } from '../../db/windows.ts';
import { newId } from '../../ids.ts';
import { readSchedule, type Schedule } from './read-schedule.ts';

export interface NewDropIn extends Schedule {
	hubId: string;
	/** What stands in its address; empty to have it made from the title and the date. */
	slug: string;
}

/**
 * Schedules a drop-in as a draft, with its arrival windows.
 * Refuses a weekday that does not match its date, times that the clock change skips, an address another drop-in has.
 */
export async function scheduleDropIn(
	db: Database,
	input: NewDropIn,
	actor: Coordinator,
	now: Instant
): Promise<Result<{ dropInId: string; slug: string }>> {
	return change(db, async (trx) => {
		const hub = await hubById(trx, input.hubId);
		const typedSlug = input.slug.trim().toLowerCase();
		const checked = together({
			hub: hub === null ? refuse('hub_unknown', { field: 'hubId' }) : done({ hub }),
			schedule: readSchedule(input, hub?.zone ?? 'UTC'),
			slug: typedSlug === '' || isSlug(typedSlug) ? done() : refuse('slug_invalid', { field: 'slug' })
		});
		if (!checked.ok) return checked;
		const { date, startsAt, endsAt, words, rules } = checked.read.schedule;
		const slug =
			typedSlug ||
			`${
				slugOf(words.en?.title ?? '')
					.slice(0, 48)
					.replace(/-$/, '') || 'drop-in'
			}-${date}`;

		const id = newId();
		const added = await addDropIn(trx, {
			id,
			created_at: now,
			hub_id: checked.read.hub.hub.id,
			slug,
			state: 'draft',
			revision: 0,
			date,
			starts_at: startsAt,
			ends_at: endsAt,
			...rules,
			opened_at: null,
			closed_at: null,
			delete_on: deleteOn(date),
			purged_at: null,
			speech_locales: 'en',
			offered_locales: null,
			quiet_from: null,
			quiet_until: null
		});
		if (!added) return refuse('slug_taken', { field: 'slug' });
		await setDropInWords(trx, id, words);
		await replaceWindows(trx, id, windowsOf({ startsAt, endsAt }, rules.window_minutes), now);
		await writeDown(trx, { action: 'drop_in_scheduled', detail: date, dropInId: id }, actor, now);
		return done({ dropInId: id, slug });
	});
}
