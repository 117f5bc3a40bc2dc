import type { SetUp } from '../../../domain/readiness.ts';
import { attendingAgencies } from '../../db/attending.ts';
import type { Reader } from '../../db/change.ts';
import { dayCardsOf } from '../../db/day-cards.ts';
import { devicesOf } from '../../db/devices.ts';
import { listStaff } from '../../db/staff.ts';
import { tablesOf } from '../../db/tables.ts';
import { everyTopic } from '../../db/topic-texts.ts';
import { placeCounts } from '../../db/windows.ts';

/** What is set up for a drop-in, for {@link lacking} to judge. */
export async function setUpOf(db: Reader, dropInId: string): Promise<SetUp> {
	const [attending, topics, tables, places, devices, cards, staff] = await Promise.all([
		attendingAgencies(db, dropInId),
		everyTopic(db),
		tablesOf(db, dropInId),
		placeCounts(db, dropInId),
		devicesOf(db, dropInId),
		dayCardsOf(db, dropInId),
		listStaff(db)
	]);
	const roles = staff
		.filter(({ leftAt, canSignIn }) => leftAt === null && canSignIn)
		.flatMap((person) => person.roles)
		.filter((role) => role.dropInId === null || role.dropInId === dropInId);
	const inUse = tables.filter(({ outOfUse }) => !outOfUse);
	const paired = devices.filter(({ state }) => state === 'paired');
	const hasCard = (agencyId: string) => cards.some((card) => card.agencyId === agencyId && card.state !== 'revoked');
	return {
		agencies: attending.map(({ id, agencyId, name }) => ({
			name,
			hasTopic: topics.some((topic) => topic.agencyId === agencyId && topic.retiredAt === null),
			hasRep: roles.some((role) => role.agencyId === agencyId) || hasCard(agencyId),
			hasTable: inUse.some(({ attendanceId }) => attendanceId === id)
		})),
		places: places.reduce((sum, { capacity }) => sum + capacity, 0),
		sharedTables: inUse.filter(({ attendanceId }) => attendanceId === null).length,
		kiosks: paired.filter(({ kind }) => kind === 'kiosk').length,
		boards: paired.filter(({ kind }) => kind === 'board').length,
		welcomers: roles.filter(({ role }) => role === 'welcomer').length
	};
}
