import { codesFrom } from '#lib/server/codes.ts';
import type { Database } from '#lib/server/db/change.ts';
import { openDatabase } from '#lib/server/db/connect.ts';
import type { Asked, Said } from './crowd.ts';
import { deeds } from './deeds.ts';

// One process of a crowd: does what it is asked, when it is time, and says what came of it.
let db: Database | null = null;

process.on('message', async (asked: Asked) => {
	try {
		say({ done: await answer(asked) });
	} catch (error) {
		say({ threw: error instanceof Error ? (error.stack ?? error.message) : String(error) });
	}
});
say({ done: 'here' });

async function answer(asked: Asked): Promise<unknown> {
	if ('open' in asked) {
		db = await openDatabase(asked.open, { codes: codesFrom(Buffer.from(asked.key, 'base64')) });
		return null;
	}
	if (!db) throw new Error('no database is open');
	if ('close' in asked) {
		await db.close();
		db = null;
		return null;
	}
	const { deed, input, at } = asked;
	await new Promise((begin) => setTimeout(begin, Math.max(0, at - Date.now())));
	return (deeds[deed] as (db: Database, input: unknown) => Promise<unknown>)(db, input);
}

function say(said: Said): void {
	process.send?.(said);
}
