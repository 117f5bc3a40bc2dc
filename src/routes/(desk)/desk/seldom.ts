import AlarmClock from '@lucide/svelte/icons/alarm-clock';
import DoorOpen from '@lucide/svelte/icons/door-open';
import Footprints from '@lucide/svelte/icons/footprints';
import Hourglass from '@lucide/svelte/icons/hourglass';
import UserRound from '@lucide/svelte/icons/user-round';
import UsersRound from '@lucide/svelte/icons/users-round';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Icon } from '#lib/ui/icon.ts';
import type { DeskShown, PersonShown } from './person-shown.ts';

/** An act that is seldom needed: its button, and what it does to the person. */
export interface Seldom {
	action: string;
	/** None where a slip of the finger would cost the person their talk. */
	key?: string;
	icon: Icon;
	label: string;
	note?: string;
	/** Not possible just now; the note says why. */
	disabled?: boolean;
}

/** What else a rep can do with somebody who is called: behind one more press, so that none is made by mistake. */
export function seldomActs(desk: DeskShown): Seldom[] {
	return [fiveMinutes(), ...toColleague(desk), notNeeded(), { ...away(), key: 'G' }];
}

/** What must be one press while they talk: whoever is called away has no time to look for it. */
export function actsAtHand(person: PersonShown): Seldom[] {
	return [longTalk(person), away()];
}

function fiveMinutes(): Seldom {
	return {
		action: 'fiveMinutes',
		key: 'F',
		icon: AlarmClock,
		label: m.desk_five_minutes(),
		note: m.desk_five_minutes_note()
	};
}

function toColleague({ colleague }: DeskShown): Seldom[] {
	const disabled = !colleague;
	return [
		{
			action: 'passOn',
			key: 'K',
			icon: UsersRound,
			disabled,
			label: m.desk_know_them(),
			note: disabled ? m.desk_no_colleague() : m.desk_know_them_note()
		},
		{
			action: 'forWoman',
			key: 'W',
			icon: UserRound,
			disabled,
			label: m.desk_for_woman(),
			note: disabled ? m.desk_no_colleague() : m.desk_for_woman_note()
		}
	];
}

function notNeeded(): Seldom {
	return {
		action: 'notNeeded',
		key: 'N',
		icon: DoorOpen,
		label: m.desk_not_needed(),
		note: m.desk_not_needed_note()
	};
}

function away(): Seldom {
	return {
		action: 'calledAway',
		icon: Footprints,
		label: m.desk_called_away(),
		note: m.desk_called_away_note()
	};
}

function longTalk({ longTalk: isLong }: PersonShown): Seldom {
	return {
		action: 'longTalk',
		key: 'L',
		icon: Hourglass,
		label: isLong ? m.desk_short_talk() : m.desk_long_talk()
	};
}
