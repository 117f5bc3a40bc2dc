import type { PairedDevice } from '#lib/domain/device.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { SignedIn, StaffPlace } from '#lib/domain/staff.ts';
import type { Direction, LanguageCode } from '#lib/i18n/languages.ts';
import type { Database } from '#lib/server/db/change.ts';

declare global {
	namespace App {
		interface Locals {
			db: Database;
			/** The injected clock. */
			now(): Instant;
			locale: LanguageCode;
			dir: Direction;
			/** Whether this is a demonstration: nothing in it is real. */
			demo: boolean;
			/** Where a request comes from, as a look-up only. One hall shares one address: never more than a wide backstop (UX P9). */
			clientKey: string;
			staff: SignedIn | null;
			/** Whether this browser came with a login that has ended since. */
			loginEnded: boolean;
			/** The paired kiosk or board this browser is. */
			device: PairedDevice | null;
			/** 130 bits that only this browser holds: whose bookings these are, and what a day card is bound to. */
			deviceSecret: string | null;
		}

		interface Error {
			message: string;
			/** What to tell whoever looks into it: the log has the same. */
			id?: string;
			/** What this person of the staff may open instead. */
			places?: StaffPlace[];
		}
	}
}
