/** What is set up for a drop-in, as far as its day depends on it. */
export interface SetUp {
	agencies: {
		name: string;
		/** Whether it has a topic that is offered. */
		hasTopic: boolean;
		/** Whether somebody can sit at its desk: a rep who can sign in, or a day card. */
		hasRep: boolean;
		/** Whether it has a table of its own that is in use. */
		hasTable: boolean;
	}[];
	/** Places to book, all windows together. */
	places: number;
	sharedTables: number;
	kiosks: number;
	boards: number;
	/** Welcomers who can sign in. */
	welcomers: number;
}

/** What is missing, each with something that will not work. */
export type Lack =
	| { what: 'no_topic' | 'no_rep' | 'no_table'; agencies: string[] }
	| { what: 'no_agency' | 'no_place' | 'no_kiosk' | 'no_board' | 'no_welcomer' };

/** What a drop-in still lacks, in the order in which a coordinator sets it up. */
export function lacking({ agencies, places, sharedTables, kiosks, boards, welcomers }: SetUp): Lack[] {
	const without = (has: 'hasTopic' | 'hasRep' | 'hasTable') =>
		agencies.filter((agency) => !agency[has]).map(({ name }) => name);
	const lacks: Lack[] = [
		{ what: 'no_topic', agencies: without('hasTopic') },
		{ what: 'no_table', agencies: sharedTables > 0 ? [] : without('hasTable') },
		{ what: 'no_rep', agencies: without('hasRep') }
	];
	return [
		...(agencies.length === 0 ? [{ what: 'no_agency' as const }] : []),
		...(agencies.length > 0 && places === 0 ? [{ what: 'no_place' as const }] : []),
		...lacks.filter((lack) => 'agencies' in lack && lack.agencies.length > 0),
		...(kiosks === 0 ? [{ what: 'no_kiosk' as const }] : []),
		...(boards === 0 ? [{ what: 'no_board' as const }] : []),
		...(welcomers === 0 ? [{ what: 'no_welcomer' as const }] : [])
	];
}
