import { newId } from '#lib/server/ids.ts';
import { RealHall } from './real-hall.ts';

/** Faults that a queue could have, each put in on purpose: every one of them must be found. */
export const plants: Record<string, typeof RealHall> = {
	'whoever waits loses their credit when somebody comes back': class extends RealHall {
		override async backInLine(visit: number, twice: boolean): Promise<string> {
			const answer = await super.backInLine(visit, twice);
			await this.tamper({ credit: 0 }, 'waiting');
			return answer;
		}
	},
	'a call that is made again is not counted': class extends RealHall {
		override async callAgain(rep: number, twice: boolean): Promise<string> {
			const answer = await super.callAgain(rep, twice);
			await this.tamper({ calls: 1 }, 'called');
			return answer;
		}
	},
	'a press that is sent again is done again': class extends RealHall {
		protected override idAgain(): string {
			return newId();
		}
	},
	'a booking is worth nothing': class extends RealHall {
		override async callNext(rep: number, twice: boolean): Promise<string> {
			await this.tamper({ window_id: null }, 'waiting');
			return super.callNext(rep, twice);
		}
	},
	'whoever has been seen once is forgotten everywhere else': class extends RealHall {
		override async finish(rep: number, twice: boolean): Promise<string> {
			const answer = await super.finish(rep, twice);
			if (answer === 'ok') await this.tamper({ state: 'withdrawn' }, 'waiting');
			return answer;
		}
	}
};
