import type { HelpSeen } from '#lib/domain/help.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

/** Where somebody of the staff asks for help, in words. */
export function helpWords({ table, agency, who }: HelpSeen): string {
	if (table === null) return m.common_help_for({ who: who ?? '' });
	return agency === null
		? m.common_help_at_table({ number: table })
		: m.common_help_at_own_table({ number: table, agency });
}
