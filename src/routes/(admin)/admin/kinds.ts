import type { AgencyKind } from '#lib/domain/stop.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

const words: Record<AgencyKind, () => string> = {
	police: m.admin_kind_police,
	council: m.admin_kind_council,
	housing: m.admin_kind_housing,
	health: m.admin_kind_health,
	children: m.admin_kind_children,
	fire: m.admin_kind_fire,
	community: m.admin_kind_community,
	youth: m.admin_kind_youth,
	advice: m.admin_kind_advice
};

export function kindWords(kind: AgencyKind): string {
	return words[kind]();
}
