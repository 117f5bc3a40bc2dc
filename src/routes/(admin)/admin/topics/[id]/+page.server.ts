import { error, redirect } from '@sveltejs/kit';
import { topicIcons } from '#lib/domain/topic-icons.ts';
import { languages } from '#lib/i18n/languages.ts';
import * as messages from '#lib/i18n/paraglide/messages.js';
import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { everyAgency } from '#lib/server/db/agencies.ts';
import { everyTopic } from '#lib/server/db/topic-texts.ts';
import { textIn } from '#lib/server/form.ts';
import { retireTopic, saveTopic } from '#lib/server/operations/topic/save.ts';
import { topicFields } from '../../field-words.server.ts';
import { chosenIn, isTicked, numberIn, refused } from '../../forms.server.ts';
import { topicLines } from '../lines.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireCoordinator(event);
	const { db, locale } = event.locals;
	const { id } = event.params;
	const [agencies, topics] = await Promise.all([everyAgency(db.read), everyTopic(db.read)]);
	const topic = topics.find((one) => one.id === id) ?? null;
	if (!topic && id !== 'new') error(404, 'No such topic');
	const firsts = topics.filter((one) => one.insteadOfId === null && one.retiredAt === null && one.id !== id);
	return {
		topic,
		agencies: agencies.map(({ id: value, name: label }) => ({ value, label })),
		agencyId: topic?.agencyId ?? event.url.searchParams.get('agency') ?? '',
		alternatives: topicLines(firsts, locale).map(({ id: value, label }) => ({ value, label })),
		nextPosition: Math.min(999, Math.max(0, ...topics.map(({ position }) => position)) + 1),
		icons: topicIcons.map((value) => ({ value, label: iconName(value) }))
	};
};

export const actions: Actions = {
	save: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const form = await event.request.formData();
		const { id } = event.params;
		const words = languages.map(
			({ code }) => [code, { label: textIn(form, `label-${code}`), meet: textIn(form, `meet-${code}`) }] as const
		);
		const sheet = {
			topicId: id === 'new' ? null : id,
			agencyId: textIn(form, 'agencyId'),
			insteadOfId: chosenIn(form, 'insteadOfId'),
			icon: textIn(form, 'icon'),
			position: numberIn(form, 'position'),
			sensitive: isTicked(form, 'sensitive'),
			words: Object.fromEntries(words)
		};
		const result = await saveTopic(db, sheet, actor, now());
		if (!result.ok) return refused(form, result.refusal, { fields: topicFields });
		redirect(303, '/admin/agencies?saved');
	},
	retire: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const form = await event.request.formData();
		const result = await retireTopic(
			db,
			{ topicId: event.params.id, retired: textIn(form, 'retired') === 'yes' },
			actor,
			now()
		);
		if (!result.ok) return refused(form, result.refusal, { which: 'retire' });
		redirect(303, '/admin/agencies?saved');
	}
};

function iconName(icon: (typeof topicIcons)[number]): string {
	const name = icon.replaceAll('-', '_') as 'shield';
	return messages[`admin_icon_${name}`]();
}
