import type { BoardCall } from '#lib/domain/board.ts';
import type { LanguageCode } from '#lib/i18n/languages.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

/** A call as it is said: "Number 4, 7, 2. Table 4." The commas make voices say the digits one by one. */
export function sentenceOf({ number, table }: Pick<BoardCall, 'number' | 'table'>, locale: LanguageCode): string {
	const digits = [...number].reduce((before, digit) => m.board_digits({ before, digit }, { locale }));
	return m.board_say({ number: digits, table }, { locale });
}
