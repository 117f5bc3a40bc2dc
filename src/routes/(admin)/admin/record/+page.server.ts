import { type AuditAction, auditActions } from '#lib/domain/audit.ts';
import { formatFullDate } from '#lib/i18n/locale.ts';
import * as messages from '#lib/i18n/paraglide/messages.js';
import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { auditLog } from '#lib/server/db/audit.ts';
import { lookUpWords } from './look-up-words.ts';
import type { PageServerLoad } from './$types';

const PAGE = 100;

export const load: PageServerLoad = async (event) => {
	requireCoordinator(event);
	const { db, locale } = event.locals;
	const before = event.url.searchParams.get('before') ?? undefined;
	const entries = await auditLog(db.read, { limit: PAGE, ...(before ? { before } : {}) });
	return {
		entries: entries.map(({ id, at, who, action, detail, dropIn }) => ({
			id,
			at,
			who,
			dropIn,
			what: inWords(action, /^\d{4}-\d{2}-\d{2}$/.test(detail) ? formatFullDate(detail, 'UTC', locale) : detail)
		})),
		older: entries.length === PAGE ? (entries.at(-1)?.id ?? null) : null
	};
};

function inWords(action: string, detail: string): string {
	const known: AuditAction | undefined = auditActions.find((one) => one === action);
	if (!known) return `${action} ${detail}`;
	const lookUp = known === 'looked_up' ? lookUpWords(detail) : null;
	if (lookUp !== null) return lookUp;
	const sentence = messages[`admin_audit_${known}`] as (values: { detail: string }) => string;
	return sentence({ detail });
}
