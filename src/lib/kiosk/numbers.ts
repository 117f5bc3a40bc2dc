/** A tablet asks for more when it has this many numbers left: half a block. */
const LOW = 20;

/** The tablet's block of ticket numbers. Nothing but numbers, and none leaves it twice. */
export class NumberBlock {
	#left: string[] = [];
	readonly #taken = new Set<string>();

	/** A number nobody has had; null when none is left, and the server draws one. */
	take(): string | null {
		const number = this.#left.shift() ?? null;
		if (number !== null) this.#taken.add(number);
		return number;
	}

	/** Takes back a number that the server said nobody was given. */
	giveBack(number: string | null): void {
		if (number !== null && this.#taken.delete(number)) this.#left.push(number);
	}

	/** The server's answer to a lease is the whole block; what was taken meanwhile stays out of it. */
	fill(numbers: readonly string[]): void {
		this.#left = numbers.filter((number) => !this.#taken.has(number));
	}

	get runsLow(): boolean {
		return this.#left.length <= LOW;
	}
}
