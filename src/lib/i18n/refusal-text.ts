import type { Refusal } from '#lib/domain/refusal.ts';
import type { LanguageCode } from '#lib/i18n/languages.ts';
import { formatDate } from '#lib/i18n/locale.ts';
import * as messages from '#lib/i18n/paraglide/messages.js';

type Say = (values: Record<string, string | number>, options: { locale: LanguageCode }) => string;

/** A refusal in the reader's words. For the server: it knows every message there is, which a browser need not. */
export function refusalText({ reason, values = {} }: Refusal, locale: LanguageCode): string {
	const say = (messages as unknown as Record<string, Say | undefined>)[`refusal_${reason}`];
	if (!say) throw new Error(`No message for the refusal ${reason}`);
	return say(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, readable(name, value, locale)])), { locale });
}

function readable(name: string, value: string | number, locale: LanguageCode): string | number {
	return name === 'date' ? formatDate(`${value}T12:00:00.000Z`, 'UTC', locale) : value;
}
