export type DeviceKind = 'kiosk' | 'board';

/** A kiosk tablet or wall screen that a coordinator has approved for one drop-in. */
export interface PairedDevice {
	id: string;
	kind: DeviceKind;
	dropInId: string;
	name: string;
}

/** How things stand between a browser and the hub. */
export type Pairing =
	| { state: 'paired'; device: PairedDevice }
	| { state: 'asking'; code: string; until: string }
	| { state: 'revoked' }
	| { state: 'refused' };

/** A pairing code is good for this long, in minutes. */
export const PAIRING_MINUTES = 15;
