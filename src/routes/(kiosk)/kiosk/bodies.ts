import * as v from 'valibot';
import { interpreterLanguages } from '#lib/domain/interpreting.ts';
import { MAX_PARTY, needKinds } from '#lib/domain/visit.ts';
import { languages } from '#lib/i18n/languages.ts';

/** A time by the tablet's clock. Nobody is turned away for what that clock says: nonsense is no time. */
const told = v.fallback(v.nullable(v.pipe(v.string(), v.isoTimestamp())), null);

const ids = {
	commandId: v.pipe(v.string(), v.uuid()),
	visitId: v.pipe(v.string(), v.uuid()),
	claim: v.pipe(v.string(), v.regex(/^[A-Z2-7]{26}$/)),
	number: v.nullable(v.pipe(v.string(), v.regex(/^\d{3}$/))),
	arrivedAt: told,
	sentAt: told
};

export const checkInBody = v.object({ ...ids, code: v.pipe(v.string(), v.maxLength(300)) });

export const walkInBody = v.object({
	...ids,
	topicIds: v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(100)),
	needs: v.array(v.picklist(needKinds.filter((kind) => kind !== 'other'))),
	sooner: v.boolean(),
	interpreter: v.nullable(v.picklist(interpreterLanguages)),
	size: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_PARTY)),
	howToCall: v.picklist(['screen', 'phone', 'fetch']),
	language: v.picklist(languages.map(({ code }) => code))
});

/** A JSON body, or null when it is not what was asked for. */
export async function readBody<T extends v.GenericSchema>(
	request: Request,
	schema: T
): Promise<v.InferOutput<T> | null> {
	const body: unknown = await request.json().catch(() => null);
	const parsed = v.safeParse(schema, body);
	return parsed.success ? parsed.output : null;
}
