/** Topics of the demonstration, in plain words: what the release of March 2024 names, and what its agencies are there for. */
export interface DemoTopic {
	/** By which another topic says that it is an alternative to this one. */
	key: string;
	agency: string;
	icon: string;
	sensitive?: boolean;
	insteadOf?: string;
	en: [label: string, meet: string];
	ar: [label: string, meet: string];
}

const POLICE = 'Cleveland Police';
const COUNCIL = 'Stockton-on-Tees Borough Council';
const HOUSING = 'Thirteen Group';
const HEALTH = 'Public health';
const CHILDREN = "Children's services";
const AMBULANCE = 'North East Ambulance Service';
const FIRE = 'Cleveland Fire Brigade';
const CATALYST = 'Catalyst';
const YOUTH = 'Corner House Youth Project';

export const demoTopics: readonly DemoTopic[] = [
	{
		key: 'unsafe',
		agency: POLICE,
		icon: 'shield',
		sensitive: true,
		en: ['Feeling safe, crime or violence', 'a police officer'],
		ar: ['الشعور بالأمان، أو جريمة أو عنف', 'شرطي أو شرطية']
	},
	{
		key: 'unsafe-instead',
		agency: CATALYST,
		icon: 'message-circle',
		sensitive: true,
		insteadOf: 'unsafe',
		en: ['Feeling safe or crime, but not the police', 'a worker from a community charity'],
		ar: ['الأمان أو الجريمة، لكن من دون الشرطة', 'شخص من جمعية خيرية في الحي']
	},
	{
		key: 'theft',
		agency: POLICE,
		icon: 'lock',
		sensitive: true,
		en: ['Burglary, theft, my vehicle', 'a police officer'],
		ar: ['سطو أو سرقة، أو مركبتي', 'شرطي أو شرطية']
	},
	{
		key: 'exploited',
		agency: CATALYST,
		icon: 'eye',
		sensitive: true,
		en: ['Being used or forced, for sex or work', 'a worker from a community charity'],
		ar: ['شخص يُستغل أو يُجبر على الجنس أو العمل', 'شخص من جمعية خيرية في الحي']
	},
	{
		key: 'streets',
		agency: COUNCIL,
		icon: 'trash-2',
		en: ['Noise, nuisance, bins, streets', 'a council officer'],
		ar: ['الضوضاء والإزعاج والقمامة والشوارع', 'موظف من البلدية']
	},
	{
		key: 'money',
		agency: COUNCIL,
		icon: 'banknote',
		en: ['Council tax, benefits, money', 'a council adviser'],
		ar: ['ضريبة البلدية والإعانات وهموم المال', 'مستشار من البلدية']
	},
	{
		key: 'business',
		agency: COUNCIL,
		icon: 'store',
		en: ['My shop or business', 'a council officer for businesses'],
		ar: ['متجري أو عملي التجاري', 'موظف البلدية لشؤون الأعمال']
	},
	{
		key: 'repairs',
		agency: HOUSING,
		icon: 'house',
		en: ['Repairs, damp, my tenancy', 'a housing officer'],
		ar: ['الإصلاحات والرطوبة وعقد السكن', 'موظف الإسكان']
	},
	{
		key: 'health',
		agency: HEALTH,
		icon: 'heart-pulse',
		en: ['My health or wellbeing', 'a health adviser'],
		ar: ['صحتي أو راحتي النفسية', 'مستشار صحي']
	},
	{
		key: 'family',
		agency: CHILDREN,
		icon: 'baby',
		en: ['My children, family or school', 'a family worker'],
		ar: ['أطفالي أو العائلة أو المدرسة', 'مرشد عائلي']
	},
	{
		key: 'young',
		agency: YOUTH,
		icon: 'gamepad-2',
		en: ['Young people', 'a youth worker'],
		ar: ['أمور الشباب', 'عامل شباب']
	},
	{
		key: 'fire',
		agency: FIRE,
		icon: 'bell-ring',
		en: ['Smoke alarms and safety at home', 'a firefighter'],
		ar: ['أجهزة إنذار الدخان والسلامة في المنزل', 'رجل إطفاء']
	},
	{
		key: 'first-aid',
		agency: AMBULANCE,
		icon: 'ambulance',
		en: ['First aid, and when to call 999', 'somebody from the ambulance service'],
		ar: ['الإسعافات الأولية ومتى نتصل بالرقم 999', 'شخص من خدمة الإسعاف']
	}
];

/** A conversation's usual length in minutes, made up. */
export const typicalMinutes: Record<string, number> = {
	[POLICE]: 14,
	[COUNCIL]: 10,
	[HOUSING]: 12,
	[HEALTH]: 12,
	[CHILDREN]: 15,
	[AMBULANCE]: 6,
	[FIRE]: 6,
	[CATALYST]: 12,
	[YOUTH]: 8
};

/** The five the release says were under one roof on 27 March 2024. */
export const onTheDay = [POLICE, COUNCIL, HOUSING, CHILDREN, HEALTH];
/** Who comes to the drop-in that is open now. */
export const openNow = [...onTheDay, CATALYST, YOUTH];
/** Who comes next week. */
export const nextWeek = [...openNow, FIRE, AMBULANCE];
export { CATALYST, CHILDREN, COUNCIL, HEALTH, HOUSING, POLICE, YOUTH };
