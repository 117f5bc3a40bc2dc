/**
 * The signs a topic can have: names of Lucide icons. Kept short, so that the same thing always looks the same.
 * The question mark is not among them: everywhere it says "not sure".
 */
export const topicIcons = [
	'shield',
	'siren',
	'volume-x',
	'house',
	'wrench',
	'key-round',
	'banknote',
	'trash-2',
	'trees',
	'heart-pulse',
	'brain',
	'pill',
	'ambulance',
	'baby',
	'users',
	'hand-heart',
	'flame',
	'bell-ring',
	'message-circle',
	'megaphone',
	'briefcase',
	'store',
	'graduation-cap',
	'gamepad-2',
	'languages',
	'lock',
	'car',
	'eye'
] as const;

export type TopicIcon = (typeof topicIcons)[number];

export function isTopicIcon(text: string): text is TopicIcon {
	return (topicIcons as readonly string[]).includes(text);
}
