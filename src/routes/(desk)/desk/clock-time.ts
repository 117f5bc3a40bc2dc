/** Whole seconds as a stopwatch shows them: `2:05`. */
export function clockTime(seconds: number): string {
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
