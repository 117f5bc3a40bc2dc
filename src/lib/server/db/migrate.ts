import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import * as hubs from '../../../../migrations/0001-hubs.ts';
import * as staff from '../../../../migrations/0002-staff.ts';
import * as dropIns from '../../../../migrations/0003-drop-ins.ts';
import * as bookings from '../../../../migrations/0004-bookings.ts';
import * as devices from '../../../../migrations/0005-devices.ts';
import * as visits from '../../../../migrations/0006-visits.ts';
import * as summaries from '../../../../migrations/0007-summaries.ts';
import * as house from '../../../../migrations/0008-house.ts';
import * as lifeOfAStop from '../../../../migrations/0009-life-of-a-stop.ts';
import * as indexes from '../../../../migrations/0010-indexes.ts';
import * as offered from '../../../../migrations/0011-languages.ts';

// Imported one by one: a folder scan finds nothing once bundled, and import.meta.glob is not there in plain Node.
const migrations: Record<string, Migration> = {
	'0001-hubs': hubs,
	'0002-staff': staff,
	'0003-drop-ins': dropIns,
	'0004-bookings': bookings,
	'0005-devices': devices,
	'0006-visits': visits,
	'0007-summaries': summaries,
	'0008-house': house,
	'0009-life-of-a-stop': lifeOfAStop,
	'0010-indexes': indexes,
	'0011-languages': offered
};

/**
 * Brings the schema up to date, each migration in a transaction.
 * @throws the error of the migration that failed; what stood before it is untouched.
 */
export async function migrate<T>(db: Kysely<T>): Promise<void> {
	const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
	const { error } = await migrator.migrateToLatest();
	if (error) throw error;
}
