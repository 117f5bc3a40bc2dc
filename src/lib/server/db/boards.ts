import type { Hours } from '../../domain/window.ts';
import type { Reader, Trx } from './change.ts';

/** What the wall screens of a drop-in say aloud. */
export interface BoardSettings {
	/** The codes of the hall's languages, in the order they are spoken; none for no speech. */
	speech: string[];
	/** When they neither speak nor chime. */
	quiet: Hours | null;
}

export async function boardSettings(db: Reader, dropInId: string): Promise<BoardSettings> {
	const row = await db
		.selectFrom('drop_in')
		.select(['speech_locales', 'quiet_from', 'quiet_until'])
		.where('id', '=', dropInId)
		.executeTakeFirstOrThrow();
	return {
		speech: row.speech_locales.split(' ').filter(Boolean),
		quiet:
			row.quiet_from === null || row.quiet_until === null ? null : { startsAt: row.quiet_from, endsAt: row.quiet_until }
	};
}

export async function setBoardSettings(trx: Trx, dropInId: string, { speech, quiet }: BoardSettings): Promise<void> {
	await trx
		.updateTable('drop_in')
		.set({
			speech_locales: speech.join(' '),
			quiet_from: quiet?.startsAt ?? null,
			quiet_until: quiet?.endsAt ?? null
		})
		.where('id', '=', dropInId)
		.execute();
}

/** Whether anybody who sits at a table here is on a break. */
export async function isAnyoneOnABreak(db: Reader, dropInId: string): Promise<boolean> {
	const row = await db
		.selectFrom('desk')
		.select('id')
		.where('drop_in_id', '=', dropInId)
		.where('state', '=', 'paused')
		.limit(1)
		.executeTakeFirst();
	return row !== undefined;
}
