import type { Instant } from '../../lib/domain/instant.ts';
import type { AgencyKind } from '../../lib/domain/stop.ts';
import type { Database } from '../../lib/server/db/change.ts';
import { saveAgency } from '../../lib/server/operations/agency/save.ts';
import { makeLink } from '../../lib/server/operations/device/make-link.ts';
import { saveHub } from '../../lib/server/operations/hub/save.ts';
import { saveTopic } from '../../lib/server/operations/topic/save.ts';
import { playTheAfternoon } from './afternoon.ts';
import { type Made, makeNextWeek, makeOpenNow, makeTheFirst } from './drop-ins.ts';
import { must } from './must.ts';
import { makeCoordinator, makePeople, type SignIn } from './people.ts';
import stockton from './stockton.json' with { type: 'json' };
import { demoTopics, openNow, typicalMinutes } from './topics.ts';
import { access } from './words.ts';

export interface Seeded {
	signIns: SignIn[];
	dropIns: Made[];
	/** Agencies at the drop-in that is open now. */
	agencies: readonly string[];
	/** Tokens of the links that pair a browser. */
	pairing: { kiosk: string; board: string };
	/** Somebody who has booked for today and not come yet. */
	booking: { reference: string; token: string };
}

/** Demonstration links pair browsers for this long, in minutes. */
const LINKS_LAST = 30 * 24 * 60;

/** Fills an empty database with the demonstration: the release's facts, and a made-up day that is going on now. */
export async function seed(db: Database, now: Instant): Promise<Seeded> {
	const first = await makeCoordinator(db, now);
	const by = first.coordinator;
	const { name, street, town, postcode } = stockton.hub;
	const { hubId } = await must(saveHub(db, { hubId: null, name, street, town, postcode, access: access.en }, by, now));
	const agencies = new Map<string, string>();
	for (const partner of stockton.partners) {
		const sheet = {
			agencyId: null,
			name: partner.name,
			kind: partner.kind as AgencyKind,
			typicalMinutes: typicalMinutes[partner.name] ?? 10
		};
		agencies.set(partner.name, (await must(saveAgency(db, sheet, by, now))).agencyId);
	}
	const topics = new Map<string, string>();
	for (const [index, topic] of demoTopics.entries()) {
		const words = { en: wordsOf(topic.en), ar: wordsOf(topic.ar) };
		const sheet = {
			topicId: null,
			agencyId: agencies.get(topic.agency) ?? '',
			icon: topic.icon,
			position: index + 1,
			sensitive: topic.sensitive ?? false,
			words
		};
		const insteadOfId = topic.insteadOf === undefined ? null : (topics.get(topic.insteadOf) ?? null);
		topics.set(topic.key, (await must(saveTopic(db, { ...sheet, insteadOfId }, by, now))).topicId);
	}
	const people = await makePeople(db, agencies, now, first);

	const ground = { db, by, hubId, agencies };
	const past = await makeTheFirst(ground);
	const today = await makeOpenNow(ground, now);
	const booking = await playTheAfternoon({ db, people, topics, ...today }, now);
	const next = await makeNextWeek(ground, now);
	const { dropInId } = today;
	const kiosk = await must(
		makeLink(db, { kind: 'kiosk', dropInId, name: 'Tablet at the door', minutes: LINKS_LAST }, null, now)
	);
	const board = await must(
		makeLink(db, { kind: 'board', dropInId, name: 'Screen in the hall', minutes: LINKS_LAST }, null, now)
	);
	return {
		signIns: people.signIns,
		dropIns: [past, { ...today, state: 'open' }, next],
		agencies: openNow,
		pairing: { kiosk: kiosk.token, board: board.token },
		booking
	};
}

function wordsOf([label, meet]: [string, string]) {
	return { label, meet };
}
