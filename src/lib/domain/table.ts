export interface HallTable {
	id: string;
	number: number;
}

/**
 * Where a person called now is sent: the desk's own table, or one of the free shared tables.
 * Drawn at random, so that a table's number says nothing about the agency. Null when none is free.
 * @param draw gives a whole number from 0 up to its argument, at random
 */
export function tableForCall(
	own: HallTable | null,
	freeShared: readonly HallTable[],
	draw: (limit: number) => number
): HallTable | null {
	if (own !== null) return own;
	return freeShared.length === 0 ? null : (freeShared[draw(freeShared.length)] ?? null);
}
