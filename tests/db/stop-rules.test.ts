import type { Trx } from '#lib/server/db/change.ts';
import { at } from '../support/hall.ts';
import { attendance, called, putDesk, putStop, putVisit, type Seat } from '../support/rows.ts';
import { type Rule, nothing, tryRules, type World, type Write } from '../support/rules.ts';

const rules: Rule[] = [];
function rule(name: string, what: string, right: Write, wrong: Write): void {
	rules.push({ name, what, right, wrong });
}

rule('stop_joins', "a second agency that sits at nobody's table", nothing, async (trx, world) => {
	await putStop(trx, world.hall, await putVisit(trx, world.hall), 'housing', { joined: 1 });
});

rule(
	'stop_note_is_gone',
	'a note about somebody kept after their conversation',
	async (trx, world) => {
		await putStop(trx, world.hall, await putVisit(trx, world.hall), 'housing', { note_sealed: 'sealed' });
	},
	async (trx, world) => {
		const over = { state: 'withdrawn', note_sealed: 'sealed' } as const;
		await putStop(trx, world.hall, await putVisit(trx, world.hall), 'housing', over);
	}
);

// One visit, one table
rule(
	'stop_one_table_per_visit',
	'one person called to two tables',
	async (trx, world) => {
		const { hall } = world;
		const visit = await putVisit(trx, hall);
		const joins = await putStop(trx, hall, visit, 'police', called(await seat(trx, world, 'police', 0)));
		await putStop(trx, hall, visit, 'housing', { ...called(await seat(trx, world, 'housing', 0)), joined: 1, joins });
	},
	async (trx, world) => {
		const visit = await putVisit(trx, world.hall);
		await putStop(trx, world.hall, visit, 'police', called(await seat(trx, world, 'police', 0)));
		await putStop(trx, world.hall, visit, 'housing', called(await seat(trx, world, 'housing', 1)));
	}
);
rule(
	'stop_one_table_per_visit',
	'one person called while they are being served elsewhere',
	nothing,
	async (trx, world) => {
		const visit = await putVisit(trx, world.hall);
		await putStop(trx, world.hall, visit, 'police', {
			...called(await seat(trx, world, 'police', 0)),
			state: 'serving',
			started_at: at(2)
		});
		await putStop(trx, world.hall, visit, 'housing', called(await seat(trx, world, 'housing', 1)));
	}
);
rule('stop_one_per_table', 'two people called to one table', nothing, async (trx, world) => {
	await putStop(
		trx,
		world.hall,
		await putVisit(trx, world.hall),
		'police',
		called(await seat(trx, world, 'police', 0))
	);
	await putStop(
		trx,
		world.hall,
		await putVisit(trx, world.hall),
		'housing',
		called(await seat(trx, world, 'housing', 0))
	);
});
rule('stop_one_per_desk', 'two people called to one desk', finishesThenCallsAgain, async (trx, world) => {
	const desk = await seat(trx, world, 'police', 0);
	await putStop(trx, world.hall, await putVisit(trx, world.hall), 'police', called(desk));
	await putStop(
		trx,
		world.hall,
		await putVisit(trx, world.hall),
		'police',
		called({ ...desk, table_id: world.tables[1] ?? null })
	);
});
rule('stop_one_per_rep', 'a rep with people at two desks', nothing, async (trx, world) => {
	const first = await seat(trx, world, 'police', 0);
	await trx
		.updateTable('desk')
		.set({ state: 'closed' })
		.where('id', '=', first.desk_id ?? '')
		.execute();
	const second = await seat(trx, world, 'police', 1);
	await putStop(trx, world.hall, await putVisit(trx, world.hall), 'police', called(first));
	await putStop(trx, world.hall, await putVisit(trx, world.hall), 'police', called(second));
});
for (const missing of ['desk_id', 'table_id', 'rep_id'] as const)
	for (const state of ['called', 'serving'] as const)
		rule('stop_at_a_table', `${state} without ${missing}`, nothing, async (trx, world) => {
			const whole = {
				...called(await seat(trx, world, 'police', 0)),
				state,
				started_at: state === 'serving' ? at(2) : null
			};
			await putStop(trx, world.hall, await putVisit(trx, world.hall), 'police', { ...whole, [missing]: null });
		});
rule('stop_serving', 'served without having begun', nothing, async (trx, world) =>
	putStop(trx, world.hall, await putVisit(trx, world.hall), 'police', {
		...called(await seat(trx, world, 'police', 0)),
		state: 'serving'
	})
);
rule('stop_finished', 'finished at no time', nothing, async (trx, { hall }) =>
	putStop(trx, hall, await putVisit(trx, hall), 'police', { state: 'finished' })
);
rule(
	'stop_parked',
	'parked for ever',
	async (trx, { hall }) =>
		putStop(trx, hall, await putVisit(trx, hall), 'police', { state: 'parked', parked_until: at(5) }),
	async (trx, { hall }) => putStop(trx, hall, await putVisit(trx, hall), 'police', { state: 'parked' })
);
rule('stop_state', 'a state nobody knows', nothing, async (trx, { hall }) =>
	putStop(trx, hall, await putVisit(trx, hall), 'police', { state: 'lost' as 'waiting' })
);

// Everything of one stop in one drop-in, and a desk of its own agency
rule('stop_desk_of_agency', 'called to a desk of another agency', nothing, async (trx, world) =>
	putStop(trx, world.hall, await putVisit(trx, world.hall), 'housing', called(await seat(trx, world, 'police', 0)))
);
rule('stop_desk_of_rep', 'called by a rep whose desk it is not', nothing, async (trx, world) =>
	putStop(
		trx,
		world.hall,
		await putVisit(trx, world.hall),
		'police',
		called({ ...(await seat(trx, world, 'police', 0)), rep_id: world.reps.police2 })
	)
);
rule('stop_desk_here', 'called to a desk of another drop-in', nothing, async (trx, world) => {
	const far = await putDesk(trx, world.elsewhere, 'police', world.reps.police, world.tables[0] ?? '');
	await putStop(trx, world.hall, await putVisit(trx, world.hall), 'police', called(far));
});
rule('stop_table_here', 'called to a table of another drop-in', nothing, async (trx, world) => {
	const far = await trx
		.selectFrom('table')
		.select('id')
		.where('drop_in_id', '=', world.elsewhere.dropInId)
		.executeTakeFirstOrThrow();
	await putStop(
		trx,
		world.hall,
		await putVisit(trx, world.hall),
		'police',
		called({ ...(await seat(trx, world, 'police', 0)), table_id: far.id })
	);
});
rule('stop_visit', 'in line at a drop-in the visit is not at', nothing, async (trx, { hall, elsewhere }) =>
	putStop(trx, elsewhere, await putVisit(trx, hall), 'police')
);
rule('stop_attendance', 'in line at an agency of another drop-in', nothing, async (trx, { hall, elsewhere }) =>
	putStop(trx, hall, await putVisit(trx, hall), 'police', { attendance_id: attendance(elsewhere, 'police') })
);
rule('stop_window', 'a window of another drop-in', nothing, async (trx, { hall, elsewhere }) =>
	putStop(trx, hall, await putVisit(trx, hall), 'police', { window_id: elsewhere.windows[0]?.id ?? '' })
);
rule(
	'desk_attendance',
	'a desk of an agency that is not there',
	nothing,
	async (trx, { hall, elsewhere, reps, tables }) =>
		putDesk(trx, hall, 'police', reps.police, tables[0] ?? '', { attendance_id: attendance(elsewhere, 'police') })
);
rule(
	'desk_one_per_rep',
	'one rep at two desks',
	async (trx, { hall, reps, tables }) => {
		await putDesk(trx, hall, 'police', reps.police, tables[0] ?? '', { state: 'closed' });
		await putDesk(trx, hall, 'police', reps.police, tables[0] ?? '');
	},
	async (trx, { hall, reps, tables }) => {
		await putDesk(trx, hall, 'police', reps.police, tables[0] ?? '', { state: 'paused' });
		await putDesk(trx, hall, 'police', reps.police, tables[1] ?? '');
	}
);
rule('desk_one_per_table', 'two desks at one table', nothing, async (trx, { hall, reps, tables }) => {
	const table_id = tables[0] ?? '';
	await putDesk(trx, hall, 'police', reps.police, table_id, { table_id });
	await putDesk(trx, hall, 'housing', reps.housing, table_id, { table_id });
});

tryRules('the database itself refuses a place in line that is', rules);

async function seat(trx: Trx, { hall, reps, tables }: World, who: 'police' | 'housing', table: number): Promise<Seat> {
	return putDesk(trx, hall, who, reps[who], tables[table] ?? '');
}

async function finishesThenCallsAgain(trx: Trx, world: World): Promise<void> {
	const desk = await seat(trx, world, 'police', 0);
	const first = await putStop(trx, world.hall, await putVisit(trx, world.hall), 'police', {
		...called(desk),
		state: 'serving',
		started_at: at(2)
	});
	await trx
		.updateTable('stop')
		.set({ state: 'finished', finished_at: at(9) })
		.where('id', '=', first)
		.execute();
	await putStop(trx, world.hall, await putVisit(trx, world.hall), 'police', called(desk));
}
