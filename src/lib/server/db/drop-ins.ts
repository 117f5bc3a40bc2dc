import type { DropInState, QueueRules } from '../../domain/drop-in.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Reader } from './change.ts';
import type { DropInRow, HubRow } from './schema.ts';

export interface Hub {
	id: string;
	slug: string;
	name: string;
	street: string;
	town: string;
	postcode: string;
	zone: string;
	access: string;
}

export interface DropIn extends QueueRules {
	id: string;
	slug: string;
	state: DropInState;
	/** The day in the hub's zone, YYYY-MM-DD. */
	date: string;
	startsAt: Instant;
	endsAt: Instant;
	/** Nobody new comes in from then; null for no such time. */
	lastAdmissionAt: Instant | null;
	windowMinutes: number;
	/** The day everything about its visits is deleted, YYYY-MM-DD. */
	deleteOn: string;
	/** When that was done. */
	purgedAt: Instant | null;
	title: string;
	audience: string;
	elsewhere: string;
	hub: Hub;
}

/** A drop-in by its slug, with its words in `locale` or else in English. */
export async function dropInBySlug(db: Reader, slug: string, locale: string): Promise<DropIn | null> {
	return one(db, await db.selectFrom('drop_in').selectAll().where('slug', '=', slug).executeTakeFirst(), locale);
}

/** A drop-in by its id, with its words in `locale` or else in English. */
export async function dropInById(db: Reader, id: string, locale: string): Promise<DropIn | null> {
	return one(db, await db.selectFrom('drop_in').selectAll().where('id', '=', id).executeTakeFirst(), locale);
}

/** What the public may see: published, open, closing or cancelled drop-ins that have not ended, soonest first. */
export async function upcomingDropIns(db: Reader, now: Instant, locale: string): Promise<DropIn[]> {
	const rows = await db
		.selectFrom('drop_in')
		.selectAll()
		.where('state', 'in', ['published', 'open', 'closing', 'cancelled'])
		.where('ends_at', '>', now)
		.orderBy('starts_at')
		.execute();
	return all(db, rows, locale);
}

/** Every drop-in, newest first, for coordinators. */
export async function everyDropIn(db: Reader, locale: string): Promise<DropIn[]> {
	return all(db, await db.selectFrom('drop_in').selectAll().orderBy('starts_at', 'desc').execute(), locale);
}

/** The day of a drop-in, YYYY-MM-DD. */
export async function dayOfDropIn(db: Reader, id: string): Promise<string> {
	return (await db.selectFrom('drop_in').select('date').where('id', '=', id).executeTakeFirstOrThrow()).date;
}

async function one(db: Reader, row: DropInRow | undefined, locale: string): Promise<DropIn | null> {
	return row === undefined ? null : ((await all(db, [row], locale))[0] ?? null);
}

async function all(db: Reader, rows: DropInRow[], locale: string): Promise<DropIn[]> {
	if (rows.length === 0) return [];
	const ids = rows.map((row) => row.id);
	const [hubs, texts] = await Promise.all([
		db.selectFrom('hub').selectAll().execute(),
		db
			.selectFrom('drop_in_text')
			.selectAll()
			.where('drop_in_id', 'in', ids)
			.where('locale', 'in', [locale, 'en'])
			.execute()
	]);
	return rows.map((row) => {
		const words = texts.filter((text) => text.drop_in_id === row.id);
		const text = words.find((word) => word.locale === locale) ?? words[0];
		const hub = hubs.find(({ id }) => id === row.hub_id) as HubRow;
		return {
			id: row.id,
			slug: row.slug,
			state: row.state,
			date: row.date,
			startsAt: row.starts_at,
			endsAt: row.ends_at,
			lastAdmissionAt: row.last_admission_at,
			windowMinutes: row.window_minutes,
			headStart: row.head_start,
			priorityRate: row.priority_rate,
			deleteOn: row.delete_on,
			purgedAt: row.purged_at,
			title: text?.title ?? row.slug,
			audience: text?.audience ?? '',
			elsewhere: text?.elsewhere ?? '',
			hub: toHub(hub)
		};
	});
}

export function toHub({ id, slug, name, street, town, postcode, zone, access }: HubRow): Hub {
	return { id, slug, name, street, town, postcode, zone, access };
}

/** The numbers of the queue as a row keeps them. */
export function rulesOf(row: DropInRow): QueueRules {
	return { headStart: row.head_start, priorityRate: row.priority_rate };
}

/** The drop-in people are at: the one of that slug, or else the open one that began last. Null when there is none. */
export async function dropInAtHand(
	db: Reader,
	slug: string | null
): Promise<{ id: string; slug: string; state: DropInState } | null> {
	const live = db
		.selectFrom('drop_in')
		.select(['id', 'slug', 'state'])
		.where('state', 'in', ['published', 'open', 'closing']);
	const row = await (
		slug === null ? live.where('state', '<>', 'published').orderBy('starts_at', 'desc') : live.where('slug', '=', slug)
	).executeTakeFirst();
	return row ?? null;
}
