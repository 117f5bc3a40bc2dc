import type { Component } from 'svelte';
import type { SVGAttributes } from 'svelte/elements';

/** An icon as `@lucide/svelte/icons/<name>` gives it; always hidden from screen readers, beside its word. */
export type Icon = Component<SVGAttributes<SVGSVGElement>>;
