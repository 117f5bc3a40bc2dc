import { randomUUID } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import type { DropInState } from '#lib/domain/drop-in.ts';
import { type Outcome, outcomes } from '#lib/domain/stop.ts';
import type { DropIn } from '#lib/server/db/drop-ins.ts';
import { textIn } from '#lib/server/form.ts';

/** What a button of the desk sends. What is missing or makes no sense becomes something that matches nothing. */
export interface Press {
	commandId: string;
	deskId: string;
	seen: string;
	outcome: Outcome | null;
	reason: string;
	/** Seconds since it was pressed, where it waited for a connection. */
	ago: number;
	/** Slug of the drop-in to open a desk at. */
	at: string;
	/** Id of the agency to sit there for, where somebody stands for several; or of another one, to share somebody with. */
	agency: string;
	/** The person said yes; and to their sender being named. */
	consent: boolean;
	namesSender: boolean;
	note: string;
	/** The table somebody is asked to. */
	table: number;
	/** A call for help at another desk, or this one's own. */
	helpId: string;
}

/** A press that waited for longer is not sent any more, in seconds. */
export const MOST_AGO = 15 * 60;

const short = v.fallback(v.pipe(v.string(), v.maxLength(100)), '');

const tick = v.fallback(
	v.pipe(
		v.string(),
		v.transform((text) => text === 'yes')
	),
	false
);

const schema = v.object({
	commandId: v.fallback(v.pipe(v.string(), v.uuid()), () => randomUUID()),
	deskId: v.fallback(v.pipe(v.string(), v.uuid()), ''),
	seen: v.fallback(v.pipe(v.string(), v.isoTimestamp()), ''),
	outcome: v.fallback(v.nullable(v.picklist(outcomes)), null),
	reason: v.pipe(
		v.string(),
		v.transform((typed) =>
			typed
				.replace(/[\p{Cc}\s]+/gu, ' ')
				.trim()
				.slice(0, 200)
		)
	),
	ago: v.fallback(
		v.pipe(
			v.string(),
			v.regex(/^\d{1,4}$/),
			v.transform(Number),
			v.transform((seconds) => Math.min(seconds, MOST_AGO))
		),
		0
	),
	at: short,
	agency: short,
	consent: tick,
	namesSender: tick,
	// Longer than any note may be, so that one too long is refused and not cut.
	note: v.pipe(
		v.string(),
		v.transform((text) => text.slice(0, 1000))
	),
	table: v.fallback(v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number)), 0),
	helpId: v.fallback(v.pipe(v.string(), v.uuid()), '')
});

export async function readPress({ request }: RequestEvent): Promise<Press> {
	const form = await request.formData();
	const names = Object.keys(schema.entries);
	return v.parse(schema, Object.fromEntries(names.map((name) => [name, textIn(form, name)])));
}

/** A drop-in as the page offers it, without its id. */
export interface Announced {
	slug: string;
	title: string;
	hub: string;
	zone: string;
	state: DropInState;
	startsAt: string;
	endsAt: string;
}

export function announced({ slug, title, hub, state, startsAt, endsAt }: DropIn): Announced {
	return { slug, title, hub: hub.name, zone: hub.zone, state, startsAt, endsAt };
}
