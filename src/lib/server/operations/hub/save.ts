import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse, together } from '../../../domain/refusal.ts';
import { readLine, readText, slugOf } from '../../../domain/words.ts';
import { writeDown } from '../../db/audit.ts';
import { change, type Database } from '../../db/change.ts';
import { addHub, updateHub } from '../../db/hubs.ts';
import { newId } from '../../ids.ts';

export interface HubSheet {
	/** Null for a new hub. */
	hubId: string | null;
	name: string;
	street: string;
	town: string;
	postcode: string;
	/** How to get in: steps, doors, toilets, parking. */
	access: string;
}

/** Every hub is in the United Kingdom so far. */
const ZONE = 'Europe/London';

/** Adds a hub, or changes one. Refuses empty or too long words, and a name that another hub has. */
export async function saveHub(
	db: Database,
	input: HubSheet,
	actor: Coordinator,
	now: Instant
): Promise<Result<{ hubId: string }>> {
	const read = readWords(input);
	if (!read.ok) return read;
	const { words } = read;
	return change(db, async (trx) => {
		const hubId = input.hubId ?? newId();
		if (input.hubId === null) {
			const slug = slugOf(words.name) || hubId;
			if (!(await addHub(trx, { id: hubId, created_at: now, slug, zone: ZONE, ...words })))
				return refuse('name_taken', { field: 'name' });
		} else if (!(await updateHub(trx, hubId, words))) return refuse('hub_unknown');
		await writeDown(trx, { action: 'hub_saved', detail: words.name }, actor, now);
		return done({ hubId });
	});
}

function readWords(input: HubSheet) {
	const checked = together({
		name: readLine(input.name, { field: 'name', longest: 80 }),
		street: readLine(input.street, { field: 'street', longest: 120 }),
		town: readLine(input.town, { field: 'town', longest: 80 }),
		postcode: readLine(input.postcode, { field: 'postcode', longest: 10 }),
		access: readText(input.access, { field: 'access', longest: 1000, optional: true })
	});
	if (!checked.ok) return checked;
	const { name, street, town, postcode, access } = checked.read;
	const words = {
		name: name.text,
		street: street.text,
		town: town.text,
		postcode: postcode.text.toUpperCase(),
		access: access.text
	};
	return done({ words });
}
