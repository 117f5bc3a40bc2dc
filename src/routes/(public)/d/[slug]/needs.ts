import type { Need } from '#lib/domain/visit.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

const labels: Record<Need, () => string> = {
	step_free: m.common_need_step_free,
	seat: m.common_need_seat,
	quiet: m.common_need_quiet,
	hearing_loop: m.common_need_hearing_loop,
	bsl: m.common_need_bsl,
	interpreter: m.common_need_interpreter,
	woman: m.public_need_woman,
	alone: m.public_need_alone,
	other: m.common_need_other
};

/** An access need in the reader's words. */
export function needLabel(need: Need): string {
	return labels[need]();
}
