import type { TopicSheet } from '#lib/server/db/topic-texts.ts';

/** A topic in a list, in one language. */
export interface TopicLine {
	id: string;
	agencyId: string;
	icon: string;
	label: string;
	meet: string;
	sensitive: boolean;
	retired: boolean;
	/** What the topic it is an alternative to is called. */
	insteadOf: string | null;
}

export function topicLines(topics: readonly TopicSheet[], locale: string): TopicLine[] {
	const labels = new Map(topics.map((topic) => [topic.id, wordsIn(topic, locale).label]));
	return topics.map((topic) => ({
		id: topic.id,
		agencyId: topic.agencyId,
		icon: topic.icon,
		...wordsIn(topic, locale),
		sensitive: topic.sensitive,
		retired: topic.retiredAt !== null,
		insteadOf: topic.insteadOfId === null ? null : (labels.get(topic.insteadOfId) ?? null)
	}));
}

function wordsIn({ words }: TopicSheet, locale: string) {
	return words[locale] ?? words.en ?? { label: '', meet: '' };
}
