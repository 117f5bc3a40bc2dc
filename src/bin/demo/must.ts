import type { Result } from '../../lib/domain/refusal.ts';

/** What an operation answers. @throws when it refuses: the demonstration asks for nothing that it should. */
export async function must<T>(result: Promise<Result<T>>): Promise<T> {
	const answer = await result;
	if (!answer.ok)
		throw new Error(`The demonstration was refused: ${answer.refusal.reason} ${answer.refusal.field ?? ''}`);
	return answer;
}
