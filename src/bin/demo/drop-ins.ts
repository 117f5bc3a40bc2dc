import type { Coordinator } from '../../lib/domain/actor.ts';
import { addMinutes, type Instant } from '../../lib/domain/instant.ts';
import type { Database } from '../../lib/server/db/change.ts';
import { dropInRow } from '../../lib/server/db/schedules.ts';
import { attend } from '../../lib/server/operations/drop-in/attend.ts';
import { closeDropIn } from '../../lib/server/operations/drop-in/close.ts';
import { openDropIn } from '../../lib/server/operations/drop-in/open.ts';
import { publishDropIn } from '../../lib/server/operations/drop-in/publish.ts';
import { scheduleDropIn } from '../../lib/server/operations/drop-in/schedule.ts';
import { addTables } from '../../lib/server/operations/drop-in/set-tables.ts';
import { type Day, dayAround, nextWednesday } from './days.ts';
import { must } from './must.ts';
import stockton from './stockton.json' with { type: 'json' };
import { HEALTH, nextWeek, onTheDay, openNow } from './topics.ts';
import { elsewhere, words } from './words.ts';

export interface Made {
	dropInId: string;
	slug: string;
	state: string;
}

interface Ground {
	db: Database;
	by: Coordinator;
	hubId: string;
	/** Ids by name. */
	agencies: ReadonlyMap<string, string>;
}

const WEEK = 7 * 24 * 60;
const zone = stockton.hub.timezone;

/** The drop-in of the release, closed. Nobody wrote down who came, so it has no visits, places or tables. */
export async function makeTheFirst(ground: Ground): Promise<Made> {
	const { date, startsAt: starts } = stockton.dropIn;
	const day: Day = { date, weekday: 3, starts, ends: '18:00', endsNextDay: false };
	const made = await make(
		ground,
		{ day, slug: `project-harmony-${date}`, words: words.first, agencies: onTheDay, capacity: 0 },
		`${date}T09:00:00.000Z`
	);
	await must(openDropIn(ground.db, made, ground.by, made.startsAt));
	await must(closeDropIn(ground.db, made, ground.by, made.endsAt));
	return { ...made, state: 'closed' };
}

/** The drop-in that is open whatever the hour, with nine tables: eight shared, one that is Health's own. */
export async function makeOpenNow(ground: Ground, now: Instant): Promise<Made & { startsAt: Instant }> {
	const { db, by } = ground;
	const made = await make(
		ground,
		{ day: dayAround(now, zone), slug: 'open-now', words: words.openNow, agencies: openNow, capacity: 3 },
		now
	);
	await must(addTables(db, { dropInId: made.dropInId, number: 1, count: 8, attendanceId: null }, by, now));
	const own = made.attendances.get(HEALTH) ?? null;
	await must(addTables(db, { dropInId: made.dropInId, number: 9, count: 1, attendanceId: own }, by, now));
	return made;
}

/** The one to book for. */
export async function makeNextWeek(ground: Ground, now: Instant): Promise<Made> {
	const day = nextWednesday(now, zone);
	const made = await make(
		ground,
		{ day, slug: `next-week-${day.date}`, words: words.nextWeek, agencies: nextWeek, capacity: 3 },
		now
	);
	await must(
		addTables(ground.db, { dropInId: made.dropInId, number: 1, count: 12, attendanceId: null }, ground.by, now)
	);
	return { ...made, state: 'published' };
}

interface Plan {
	day: Day;
	slug: string;
	words: Record<'en' | 'ar', { title: string; audience: string }>;
	agencies: readonly string[];
	capacity: number;
}

/** Schedules and publishes a drop-in a week before. */
async function make({ db, by, hubId, agencies }: Ground, plan: Plan, about: Instant) {
	const weekBefore = addMinutes(about, -WEEK);
	const texts = {
		en: { ...plan.words.en, elsewhere: elsewhere.en },
		ar: { ...plan.words.ar, elsewhere: elsewhere.ar }
	};
	const rules = { windowMinutes: 15, headStart: 30, priorityRate: 2 };
	const { dropInId, slug } = await must(
		scheduleDropIn(db, { hubId, slug: plan.slug, ...plan.day, ...rules, words: texts }, by, weekBefore)
	);
	const attendances = new Map<string, string>();
	for (const name of plan.agencies) {
		const { starts, ends } = plan.day;
		const hours = { dropInId, agencyId: agencies.get(name) ?? '', starts, ends, capacity: plan.capacity };
		attendances.set(name, (await must(attend(db, hours, by, weekBefore))).attendanceId);
	}
	await must(publishDropIn(db, { dropInId }, by, weekBefore));
	const row = await dropInRow(db.read, dropInId);
	if (row === null) throw new Error('The drop-in just made is not there');
	return { dropInId, slug, state: 'published', startsAt: row.starts_at, endsAt: row.ends_at, attendances };
}
