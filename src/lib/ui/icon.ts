import type { LucideProps } from '@lucide/svelte';
import type { Component } from 'svelte';

/** An icon as `@lucide/svelte/icons/<name>` gives it; always hidden from screen readers, beside its word. */
export type Icon = Component<LucideProps>;
