import { type Database, onCommit } from '../db/change.ts';
import { revisionsOf } from '../db/revisions.ts';

/** How often other processes' changes are looked for while anybody follows, in milliseconds. */
const POLL = 500;
/** Windows begin and calls grow old without any command: everybody looks again this often, in milliseconds. */
const CLOCK = 15_000;

interface Follower {
	dropInId: string;
	/** Also woken by what no drop-in's revision counts: a pairing, a revoked tablet. */
	everything: boolean;
	wake: () => void;
}

/** What others do reaches a visitor's page in steps of this long, in milliseconds (DESIGN 7). */
export const STEP = 30_000;

export interface Watcher {
	/** Calls `wake` whenever the drop-in may have changed. Gives the function that stops it. */
	follow(follower: Follower): () => void;
	/** What many viewers of one drop-in share is computed once for each state of it. */
	share<T>(dropInId: string, what: string, compute: () => Promise<T>): Promise<T>;
	/** The same for everybody for half a minute, however often and by whomever it is asked for. */
	inSteps<T>(dropInId: string, what: string, compute: () => Promise<T>): Promise<T>;
}

interface Shared {
	revision: number | undefined;
	until: number;
	answer: Promise<unknown>;
}

const watchers = new WeakMap<Database, Watcher>();

/** The one watcher of a database. It asks the database nothing while nobody follows. */
export function watcherOf(db: Database): Watcher {
	const known = watchers.get(db);
	if (known) return known;
	const made = makeWatcher(db);
	watchers.set(db, made);
	return made;
}

function makeWatcher(db: Database): Watcher {
	const followers = new Set<Follower>();
	const shared = new Map<string, Shared>();
	const stepped = new Map<string, { step: number; answer: Promise<unknown> }>();
	let seen = new Map<string, number>();
	let looking = false;
	let lookAgain = false;
	let ownChange = false;
	let stop: (() => void) | null = null;

	async function look(): Promise<void> {
		if (looking) return void (lookAgain = true);
		looking = true;
		try {
			do {
				lookAgain = false;
				const own = ownChange;
				ownChange = false;
				const now = await revisionsOf(db.read, [...new Set([...followers].map(({ dropInId }) => dropInId))]);
				const before = seen;
				seen = now;
				for (const follower of followers) {
					const changed = now.get(follower.dropInId) !== before.get(follower.dropInId);
					if (changed || (own && follower.everything)) follower.wake();
				}
			} while (lookAgain);
		} catch {
			// The database is away for a moment; the next look finds what changed meanwhile.
		} finally {
			looking = false;
		}
	}

	function begin(): () => void {
		const poll = setInterval(look, POLL);
		const clock = setInterval(() => followers.forEach(({ wake }) => wake()), CLOCK);
		const forget = onCommit(db, () => {
			ownChange = true;
			void look();
		});
		return () => {
			clearInterval(poll);
			clearInterval(clock);
			forget();
		};
	}

	return {
		follow(follower) {
			followers.add(follower);
			stop ??= begin();
			return () => {
				followers.delete(follower);
				if (followers.size > 0) return;
				stop?.();
				stop = null;
				shared.clear();
			};
		},
		share<T>(dropInId: string, what: string, compute: () => Promise<T>): Promise<T> {
			const revision = seen.get(dropInId);
			const name = `${what} ${dropInId}`;
			const known = shared.get(name);
			if (known && revision !== undefined && known.revision === revision && performance.now() < known.until)
				return known.answer as Promise<T>;
			const answer = compute();
			shared.set(name, { revision, until: performance.now() + CLOCK / 2, answer });
			answer.catch(() => shared.delete(name));
			return answer;
		},
		inSteps<T>(dropInId: string, what: string, compute: () => Promise<T>): Promise<T> {
			const step = Math.floor(Date.now() / STEP);
			for (const [name, known] of stepped) if (known.step !== step) stepped.delete(name);
			const name = `${what} ${dropInId}`;
			const known = stepped.get(name);
			if (known) return known.answer as Promise<T>;
			const answer = compute();
			stepped.set(name, { step, answer });
			answer.catch(() => stepped.delete(name));
			return answer;
		}
	};
}
