/** What is to happen, by time; of two at the same moment, first what was put down first. */
export interface Agenda {
	add(at: number, act: () => void): void;
	/** Takes out what is to happen next; null when nothing is. */
	take(): Entry | null;
	/** When the next thing is to happen; Infinity when nothing is. */
	nextAt(): number;
}

interface Entry {
	at: number;
	turn: number;
	act: () => void;
}

/** An empty agenda: a binary heap, so that a day of thousands of events costs little. */
export function newAgenda(): Agenda {
	const heap: Entry[] = [];
	let turn = 0;
	return {
		add(at, act) {
			rise(heap, { at, turn: turn++, act });
		},
		take() {
			const [first] = heap;
			const last = heap.pop();
			if (first === undefined || last === undefined) return null;
			if (first !== last) sink(heap, last);
			return first;
		},
		nextAt: () => heap[0]?.at ?? Infinity
	};
}

function isBefore(a: Entry, b: Entry): boolean {
	return a.at < b.at || (a.at === b.at && a.turn < b.turn);
}

function rise(heap: Entry[], entry: Entry): void {
	let at = heap.length;
	while (at > 0) {
		const above = (at - 1) >> 1;
		const parent = heap[above];
		if (parent === undefined || !isBefore(entry, parent)) break;
		heap[at] = parent;
		at = above;
	}
	heap[at] = entry;
}

function sink(heap: Entry[], entry: Entry): void {
	let at = 0;
	for (;;) {
		let below = 2 * at + 1;
		let child = heap[below];
		if (child === undefined) break;
		const other = heap[below + 1];
		if (other !== undefined && isBefore(other, child)) {
			child = other;
			below += 1;
		}
		if (!isBefore(child, entry)) break;
		heap[at] = child;
		at = below;
	}
	heap[at] = entry;
}
