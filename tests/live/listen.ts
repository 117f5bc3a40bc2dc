/** Reads a stream to its end, line by line. */
export function listen(response: Response) {
	const lines: string[] = [];
	const waiting = new Set<() => void>();
	const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
	const ended = (async () => {
		for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
			lines.push(...part.value.split('\n').filter((line) => line !== ''));
			waiting.forEach((look) => look());
		}
	})();
	function until(condition: () => boolean): Promise<void> {
		return new Promise((resolve) => {
			const look = () => condition() && (waiting.delete(look), resolve());
			waiting.add(look);
			look();
		});
	}
	return {
		ended,
		opened: until(() => lines.some((line) => line.startsWith('retry'))),
		ticks: (count: number) => until(() => lines.filter((line) => line === 'event: change').length >= count),
		heard: () => lines,
		leave: () => reader?.cancel()
	};
}
