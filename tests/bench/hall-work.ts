import type { Rep } from '#lib/domain/actor.ts';
import type { Result } from '#lib/domain/refusal.ts';
import type { Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { finish, start } from '#lib/server/operations/desk/serve.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from '../support/hall.ts';
import type { Contender } from './measure.ts';

/** Whole commands of a busy hall, each hall new: 150 walk-ins in two lines; desks that call, start and finish. */
export function hallWork(db: Database): Contender[] {
	const measure = `check in, one after another (${db.engine})`;
	return [
		{ name: measure, against: measure, count: 150, ...door(db, 1) },
		{ name: `check in, 50 at once (${db.engine})`, against: measure, count: 150, ...door(db, 50) },
		{ name: `call, start, finish, one desk (${db.engine})`, against: measure, count: 90, ...desks(db, 1, 30) },
		{ name: `call, start, finish, 16 desks (${db.engine})`, against: measure, count: 384, ...desks(db, 16, 8) }
	];
}

function door(db: Database, atOnce: number): Pick<Contender, 'prepare' | 'run'> {
	let hall: Hall;
	return {
		prepare: async () => void (hall = await makeHall(db)),
		async run(people) {
			const come = async () => {
				for (let i = 0; i < people / atOnce; i++) await comesIn(db, hall, Object.keys(hall.agencies));
			};
			await Promise.all(Array.from({ length: atOnce }, come));
		}
	};
}

/** Three commands for each of the people a desk serves. */
function desks(db: Database, reps: number, peopleEach: number): Pick<Contender, 'prepare' | 'run'> {
	let hall: Hall;
	let opened: { rep: Rep; deskId: string }[];
	return {
		async prepare() {
			hall = await makeHall(db, { repsEach: 8, sharedTables: 16 });
			opened = [];
			for (const [agency, { reps: own }] of Object.entries(hall.agencies))
				for (const rep of own) {
					if (opened.length === reps) continue;
					opened.push({ rep, ...(await must(openDesk(db, hall.dropInId, rep, at(1)))) });
					await Promise.all(Array.from({ length: peopleEach }, () => comesIn(db, hall, [agency])));
				}
		},
		async run() {
			await Promise.all(
				opened.map(async ({ rep, deskId }) => {
					for (let person = 0; person < peopleEach; person++) {
						const now = at(2 + person);
						const press = () => ({ commandId: newId(), dropInId: hall.dropInId, deskId, seen: now });
						await must(callNext(db, press(), rep, now));
						await must(start(db, press(), rep, now));
						await must(finish(db, { ...press(), outcome: 'advised' }, rep, now));
					}
				})
			);
		}
	};
}

async function comesIn(db: Database, hall: Hall, agencies: string[]): Promise<void> {
	const topicIds = agencies.map((agency) => hall.agencies[agency]?.topicId ?? '');
	const person = { dropInId: hall.dropInId, topicIds, party: nobodyInParticular, priorityAsked: false };
	await must(walkIn(db, { ...arrival(at(1)), ...person }, hall.kiosk, at(1)));
}

async function must<T>(result: Promise<Result<T>>): Promise<T> {
	const said = await result;
	if (!said.ok) throw new Error(said.refusal.reason);
	return said;
}
