import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse, together } from '../../../domain/refusal.ts';
import { isTopicIcon } from '../../../domain/topic-icons.ts';
import { readLine, readNumber } from '../../../domain/words.ts';
import { agencyById } from '../../db/agencies.ts';
import { writeDown } from '../../db/audit.ts';
import { change, type Database, type Trx } from '../../db/change.ts';
import { addTopic, everyTopic, setTopicWords, topicById, type TopicWords, updateTopic } from '../../db/topic-texts.ts';
import { newId } from '../../ids.ts';

export interface TopicInput {
	/** Null for a new topic. */
	topicId: string | null;
	agencyId: string;
	/** The topic this one is an alternative to, at another agency: "not the police, please". */
	insteadOfId: string | null;
	icon: string;
	position: number;
	sensitive: boolean;
	/** By language code; English is required, and a language without a label falls back to it. */
	words: Record<string, TopicWords>;
}

/**
 * Adds a topic, or changes one. Refuses missing English words, words for whom one meets without a label (and the reverse),
 * an icon not on the list or beside it already, and an alternative to itself, to another alternative, or within one agency.
 */
export async function saveTopic(
	db: Database,
	input: TopicInput,
	actor: Coordinator,
	now: Instant
): Promise<Result<{ topicId: string }>> {
	return change(db, async (trx) => {
		const agency = await agencyById(trx, input.agencyId);
		const checked = together({
			agency: agency === null ? refuse('agency_unknown', { field: 'agencyId' }) : done(),
			texts: readWords(input.words),
			icon: isTopicIcon(input.icon) ? done() : refuse('icon_unknown', { field: 'icon' }),
			position: readNumber(input.position, { field: 'position', least: 0, most: 999 })
		});
		if (!checked.ok) return checked;
		const { words } = checked.read.texts;
		const topicId = input.topicId ?? newId();
		if (!(await isAlternative(trx, input, topicId))) return refuse('alternative_invalid', { field: 'insteadOfId' });
		const isOffered = (await topicById(trx, topicId))?.retiredAt == null;
		if (isOffered && !(await hasOwnIcon(trx, { ...input, id: topicId })))
			return refuse('icon_taken', { field: 'icon' });
		const next = {
			agency_id: input.agencyId,
			instead_of_id: input.insteadOfId,
			icon: input.icon,
			position: input.position,
			sensitive: input.sensitive ? (1 as const) : (0 as const)
		};
		if (input.topicId === null) await addTopic(trx, { id: topicId, created_at: now, retired_at: null, ...next });
		else if (!(await updateTopic(trx, topicId, next))) return refuse('topic_unknown');
		await setTopicWords(trx, topicId, words);
		await writeDown(trx, { action: 'topic_saved', detail: words.en?.label ?? '' }, actor, now);
		return done({ topicId });
	});
}

/**
 * Takes a topic out of every choice from now on, or back in. What people chose before stays as it was.
 * Refuses to bring one back beside another that has its picture by now.
 */
export async function retireTopic(
	db: Database,
	input: { topicId: string; retired: boolean },
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	return change(db, async (trx) => {
		const topic = await topicById(trx, input.topicId);
		if (topic === null) return refuse('topic_unknown');
		if (!input.retired && !(await hasOwnIcon(trx, topic))) return refuse('icon_taken', { field: 'icon' });
		await updateTopic(trx, topic.id, { retired_at: input.retired ? now : null });
		await writeDown(
			trx,
			{ action: input.retired ? 'topic_retired' : 'topic_saved', detail: topic.words.en?.label ?? '' },
			actor,
			now
		);
		return done();
	});
}

async function isAlternative(trx: Trx, input: TopicInput, topicId: string): Promise<boolean> {
	if (input.insteadOfId === null) return true;
	const first = await topicById(trx, input.insteadOfId);
	return first !== null && first.id !== topicId && first.insteadOfId === null && first.agencyId !== input.agencyId;
}

/** A topic and its alternatives stand side by side, and whoever cannot read knows them by their pictures alone. */
async function hasOwnIcon(
	trx: Trx,
	{ id, insteadOfId, icon }: { id: string; insteadOfId: string | null; icon: string }
): Promise<boolean> {
	const first = insteadOfId ?? id;
	const offered = (await everyTopic(trx)).filter(({ retiredAt }) => retiredAt === null);
	const beside = offered.filter((one) => one.id !== id && (one.insteadOfId ?? one.id) === first);
	return beside.every((one) => one.icon !== icon);
}

function readWords(typed: Record<string, TopicWords>): Result<{ words: Record<string, TopicWords> }> {
	const checked = together(
		Object.fromEntries(
			Object.entries({ en: { label: '', meet: '' }, ...typed }).map(([locale, given]) => [
				locale,
				readWordsIn(locale, given)
			])
		)
	);
	if (!checked.ok) return checked;
	const used = Object.entries(checked.read).filter(([, { words }]) => words.label !== '');
	return done({ words: Object.fromEntries(used.map(([locale, { words }]) => [locale, words])) });
}

function readWordsIn(locale: string, given: TopicWords): Result<{ words: TopicWords }> {
	const optional = locale !== 'en' && given.label.trim() === '' && given.meet.trim() === '';
	const checked = together({
		label: readLine(given.label, { field: `label-${locale}`, longest: 80, optional }),
		meet: readLine(given.meet, { field: `meet-${locale}`, longest: 80, optional })
	});
	if (!checked.ok) return checked;
	return done({ words: { label: checked.read.label.text, meet: checked.read.meet.text } });
}
