import type { Icon } from '#lib/ui/icon.ts';

/** One card in `Choices.svelte`. */
export interface Choice {
	value: string;
	label: string;
	/** A small second line: whom one would meet, "Available", "Full". */
	note?: string;
	/** Shown dashed and cannot be picked: a full window. */
	disabled?: boolean;
	icon?: Icon;
	/** Set apart from those after it: not one of their kind. */
	apart?: boolean;
}
