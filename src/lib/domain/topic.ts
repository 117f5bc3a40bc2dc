import type { Instant } from './instant.ts';

/** What a person wants help with, in plain words, and whom they would meet (DESIGN 3.3). */
export interface Topic {
	id: string;
	agencyId: string;
	attendanceId: string;
	/** The topic this one is an alternative to ("not the police, please"). */
	insteadOfId: string | null;
	icon: string;
	label: string;
	meet: string;
	/** About abuse or crime: its pages offer *exit this page* (UX10). */
	sensitive: boolean;
}

/** When the agency a topic leads to will be there, if it comes later than the doors open and is not there yet; else null. */
export function comesAt({ startsAt }: { startsAt: Instant }, doorsOpenAt: Instant, now: Instant): Instant | null {
	return startsAt > doorsOpenAt && startsAt > now ? startsAt : null;
}

/** Topics as shown: each alternative right after the topic it stands in for. None is left out. */
export function inReadingOrder<T extends Pick<Topic, 'id' | 'insteadOfId'>>(topics: readonly T[]): T[] {
	const ids = new Set(topics.map((topic) => topic.id));
	const shown = new Set<T>();
	function show(topic: T): void {
		if (shown.has(topic)) return;
		shown.add(topic);
		topics.filter((other) => other.insteadOfId === topic.id).forEach(show);
	}
	topics.filter((topic) => topic.insteadOfId === null || !ids.has(topic.insteadOfId)).forEach(show);
	// Alternatives to each other, in a ring, are alternatives to nothing else.
	topics.forEach(show);
	return [...shown];
}
