import Ambulance from '@lucide/svelte/icons/ambulance';
import Baby from '@lucide/svelte/icons/baby';
import Banknote from '@lucide/svelte/icons/banknote';
import BellRing from '@lucide/svelte/icons/bell-ring';
import Brain from '@lucide/svelte/icons/brain';
import Briefcase from '@lucide/svelte/icons/briefcase';
import Car from '@lucide/svelte/icons/car';
import CircleHelp from '@lucide/svelte/icons/circle-help';
import Eye from '@lucide/svelte/icons/eye';
import Flame from '@lucide/svelte/icons/flame';
import Gamepad2 from '@lucide/svelte/icons/gamepad-2';
import GraduationCap from '@lucide/svelte/icons/graduation-cap';
import HandHeart from '@lucide/svelte/icons/hand-heart';
import HeartPulse from '@lucide/svelte/icons/heart-pulse';
import House from '@lucide/svelte/icons/house';
import KeyRound from '@lucide/svelte/icons/key-round';
import Languages from '@lucide/svelte/icons/languages';
import Lock from '@lucide/svelte/icons/lock';
import Megaphone from '@lucide/svelte/icons/megaphone';
import MessageCircle from '@lucide/svelte/icons/message-circle';
import Pill from '@lucide/svelte/icons/pill';
import Shield from '@lucide/svelte/icons/shield';
import Siren from '@lucide/svelte/icons/siren';
import Store from '@lucide/svelte/icons/store';
import Trash2 from '@lucide/svelte/icons/trash-2';
import Trees from '@lucide/svelte/icons/trees';
import Users from '@lucide/svelte/icons/users';
import VolumeX from '@lucide/svelte/icons/volume-x';
import Wrench from '@lucide/svelte/icons/wrench';
import { isTopicIcon, type TopicIcon } from '#lib/domain/topic-icons.ts';
import type { Icon } from '#lib/ui/icon.ts';

const signs: Record<TopicIcon, Icon> = {
	shield: Shield,
	siren: Siren,
	'volume-x': VolumeX,
	house: House,
	wrench: Wrench,
	'key-round': KeyRound,
	banknote: Banknote,
	'trash-2': Trash2,
	trees: Trees,
	'heart-pulse': HeartPulse,
	brain: Brain,
	pill: Pill,
	ambulance: Ambulance,
	baby: Baby,
	users: Users,
	'hand-heart': HandHeart,
	flame: Flame,
	'bell-ring': BellRing,
	'message-circle': MessageCircle,
	megaphone: Megaphone,
	briefcase: Briefcase,
	store: Store,
	'graduation-cap': GraduationCap,
	'gamepad-2': Gamepad2,
	languages: Languages,
	lock: Lock,
	car: Car,
	eye: Eye
};

/** The sign of a topic; a question mark for a name nobody knows. */
export function topicSign(name: string): Icon {
	return isTopicIcon(name) ? signs[name] : CircleHelp;
}
