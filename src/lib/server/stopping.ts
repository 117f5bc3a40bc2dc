/** Things to end before the server can stop: open streams hold it up for half a minute otherwise. */
const endings = new Set<() => void>();

/** Calls `end` when the server stops. Gives the function that forgets it again. */
export function onStop(end: () => void): () => void {
	endings.add(end);
	return () => void endings.delete(end);
}

/** Ends everything that asked to be told, once. */
export function endAll(): void {
	const all = [...endings];
	endings.clear();
	for (const end of all) end();
}
