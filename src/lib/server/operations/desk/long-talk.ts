import { actorKey, type Rep } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result } from '../../../domain/refusal.ts';
import { move } from '../../../domain/stop.ts';
import type { Database } from '../../db/change.ts';
import { saveStop } from '../../db/stops.ts';
import { type AtDesk, atDesk } from './at-desk.ts';

/** Says that this conversation will be a long one, for the forecast, or pressed again that it will not after all. */
export function longTalk(db: Database, input: AtDesk, actor: Rep, now: Instant): Promise<Result> {
	return atDesk(db, { input, kind: 'long-talk', actor, now }, async (trx, { stop }) => {
		const moved = move(stop, 'longTalk');
		if (!moved.ok) return moved;
		const next = { state: moved.state, long_talk: stop.long_talk === 1 ? 0 : 1 } as const;
		await saveStop(trx, stop, next, { how: 'longTalk', actor: actorKey(actor), now });
		return done();
	});
}
