/**
 * Long because every verb of the model stands here once more, one under the other.
 */
import { addSeconds, type Instant } from '#lib/domain/instant.ts';
import { done, type Result } from '#lib/domain/refusal.ts';
import type { StopState } from '#lib/domain/stop.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import type { StopRow } from '#lib/server/db/schema.ts';
import { newId } from '#lib/server/ids.ts';
import { book } from '#lib/server/operations/booking/book.ts';
import { cancel } from '#lib/server/operations/booking/cancel.ts';
import { startDraft } from '#lib/server/operations/booking/start-draft.ts';
import { calledAway } from '#lib/server/operations/desk/called-away.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { fiveMoreMinutes } from '#lib/server/operations/desk/five-more-minutes.ts';
import { handOver } from '#lib/server/operations/desk/hand-over.ts';
import { longTalk } from '#lib/server/operations/desk/long-talk.ts';
import { notNeeded } from '#lib/server/operations/desk/not-needed.ts';
import { closeDesk, openDesk, pauseDesk } from '#lib/server/operations/desk/open-desk.ts';
import { passOn } from '#lib/server/operations/desk/pass-on.ts';
import { callAgain, finish, noShow, start } from '#lib/server/operations/desk/serve.ts';
import { undo } from '#lib/server/operations/desk/undo.ts';
import { deskView } from '#lib/server/operations/desk/view.ts';
import { agencyBack, agencyGone } from '#lib/server/operations/drop-in/agency-gone.ts';
import { agencyLate } from '#lib/server/operations/drop-in/agency-late.ts';
import { closeDropIn } from '#lib/server/operations/drop-in/close.ts';
import { openDropIn, stopCheckIn } from '#lib/server/operations/drop-in/open.ts';
import { addTopics } from '#lib/server/operations/visit/add-topics.ts';
import { backInLine } from '#lib/server/operations/visit/back-in-line.ts';
import { checkIn } from '#lib/server/operations/visit/check-in.ts';
import { markLeft } from '#lib/server/operations/visit/mark-left.ts';
import { backFromPark, parkAtDoor } from '#lib/server/operations/visit/park-at-door.ts';
import { setPriority } from '#lib/server/operations/visit/set-priority.ts';
import { split } from '#lib/server/operations/visit/split.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { withdrawTopics } from '#lib/server/operations/visit/withdraw-topics.ts';
import { arrival, makeHall, nobodyInParticular, OPENS } from '../support/hall.ts';
import { answer, phone } from '../support/residents.ts';
import { AGENCIES, type Agency, CAPACITY, TABLES, WINDOW } from './hall-model.ts';
import { LookedAt } from './looked-at.ts';

/** The product itself, driven by the model's verbs: real operations on a real database. */
export class RealHall extends LookedAt {
	private bookings: { token: string; device: string; visit: string | null }[] = [];

	static async make(db: Database): Promise<RealHall> {
		const hall = await makeHall(db, { agencies: [...AGENCIES], sharedTables: TABLES, capacity: CAPACITY });
		return new this(db, hall);
	}

	async book(agencies: Agency[], window: number): Promise<string> {
		const device = newId();
		const started = await startDraft(this.db, { dropInId: this.hall.dropInId, language: 'en' }, this.at());
		if (!started.ok) return said(started);
		await answer(this.db, started.secret, this.hall, agencies, window, this.at());
		const booked = await book(this.db, { secret: started.secret }, phone(device), this.at());
		if (booked.ok) this.bookings.push({ token: booked.token, device, visit: null });
		return said(booked);
	}

	async cancel(index: number): Promise<string> {
		const { token, device } = this.bookings[index]!;
		return said(await cancel(this.db, { token, word: null }, phone(device), this.at()));
	}

	async checkIn(index: number, twice: boolean): Promise<string> {
		const booking = this.bookings[index]!;
		const input = { ...arrival(this.at()), dropInId: this.hall.dropInId, code: booking.token };
		const checked = await this.sent(twice, (commandId) =>
			checkIn(this.db, { ...input, commandId }, this.hall.kiosk, this.at())
		);
		if (checked.ok && booking.visit === null) {
			booking.visit = checked.visitId;
			this.visits.push(checked.visitId);
		}
		return said(checked);
	}

	async walkIn(
		agencies: Agency[],
		sooner: boolean,
		howToCall: 'screen' | 'fetch',
		twice: boolean,
		size = 1
	): Promise<string> {
		const input = {
			...arrival(this.at()),
			dropInId: this.hall.dropInId,
			topicIds: this.topics(agencies),
			party: { ...nobodyInParticular, howToCall, size },
			priorityAsked: sooner
		};
		const actor = sooner ? this.hall.welcomer : this.hall.kiosk;
		const entered = await this.sent(twice, (commandId) => walkIn(this.db, { ...input, commandId }, actor, this.at()));
		if (entered.ok) this.visits.push(entered.visitId);
		return said(entered);
	}

	async add(visit: number, agencies: Agency[]): Promise<string> {
		const input = { ...this.visit(visit), topicIds: this.topics(agencies) };
		return said(await addTopics(this.db, input, this.hall.welcomer, this.at()));
	}

	async withdraw(visit: number, agencies: Agency[]): Promise<string> {
		const input = { ...this.visit(visit), topicIds: this.topics(agencies) };
		return said(await withdrawTopics(this.db, input, this.hall.welcomer, this.at()));
	}

	async split(visit: number, agencies: Agency[], twice: boolean): Promise<string> {
		const newVisitId = newId();
		const input = { ...this.visit(visit), newVisitId, claim: this.db.codes.token(), size: 1 };
		const parted = { ...input, topicIds: this.topics(agencies), howToCall: 'screen' as const };
		const apart = await this.sent(twice, (commandId) =>
			split(this.db, { ...parted, commandId }, this.hall.welcomer, this.at())
		);
		if (apart.ok) this.visits.push(newVisitId);
		return said(apart);
	}

	async backInLine(visit: number, twice: boolean): Promise<string> {
		const input = this.visit(visit);
		return said(
			await this.sent(twice, (commandId) => backInLine(this.db, { ...input, commandId }, this.hall.welcomer, this.at()))
		);
	}

	async setPriority(visit: number, sooner: boolean): Promise<string> {
		return said(await setPriority(this.db, { ...this.visit(visit), sooner }, this.hall.welcomer, this.at()));
	}

	async markLeft(visit: number): Promise<string> {
		return said(await markLeft(this.db, this.visit(visit), this.hall.welcomer, this.at()));
	}

	async open(rep: number): Promise<string> {
		const opened = await openDesk(this.db, this.hall.dropInId, this.rep(rep), this.at());
		if (opened.ok && !this.desks.some(({ id }) => id === opened.deskId)) this.desks.push({ id: opened.deskId, rep });
		return said(opened);
	}

	async pause(rep: number): Promise<string> {
		return this.atDesk(rep, (desk) => pauseDesk(this.db, { ...desk, reason: '' }, this.rep(rep), this.at()));
	}

	async closeDesk(rep: number): Promise<string> {
		return this.atDesk(rep, (desk) => closeDesk(this.db, desk, this.rep(rep), this.at()));
	}

	async callNext(rep: number, twice: boolean): Promise<string> {
		return this.atDesk(rep, (desk) =>
			this.sent(twice, (commandId) => callNext(this.db, { ...desk, commandId }, this.rep(rep), this.at()))
		);
	}

	async callAgain(rep: number, twice: boolean): Promise<string> {
		return this.withPerson(rep, twice, (input) => callAgain(this.db, input, this.rep(rep), this.at()));
	}

	async start(rep: number, twice: boolean): Promise<string> {
		return this.withPerson(rep, twice, (input) => start(this.db, input, this.rep(rep), this.at()));
	}

	async finish(rep: number, twice: boolean): Promise<string> {
		return this.withPerson(rep, twice, (input) =>
			finish(this.db, { ...input, outcome: 'advised' }, this.rep(rep), this.at())
		);
	}

	async noShow(rep: number, twice: boolean): Promise<string> {
		return this.withPerson(rep, twice, (input) => noShow(this.db, input, this.rep(rep), this.at()));
	}

	async handOver(rep: number, agency: Agency, twice: boolean): Promise<string> {
		const { agencyId } = this.hall.agencies[agency]!;
		return this.withPerson(rep, twice, (input) =>
			handOver(
				this.db,
				{ ...input, agencyId, consent: true, note: 'Has the letter', namesSender: false },
				this.rep(rep),
				this.at()
			)
		);
	}

	async fiveMinutes(rep: number, twice: boolean): Promise<string> {
		return this.withPerson(rep, twice, (input) => fiveMoreMinutes(this.db, input, this.rep(rep), this.at()));
	}

	async passOn(rep: number, twice: boolean): Promise<string> {
		return this.withPerson(rep, twice, (input) =>
			passOn(this.db, { ...input, because: 'known' }, this.rep(rep), this.at())
		);
	}

	async notNeeded(rep: number, twice: boolean): Promise<string> {
		return this.withPerson(rep, twice, (input) => notNeeded(this.db, input, this.rep(rep), this.at()));
	}

	async longTalk(rep: number, twice: boolean): Promise<string> {
		return this.withPerson(rep, twice, (input) => longTalk(this.db, input, this.rep(rep), this.at()));
	}

	async calledAway(rep: number, twice: boolean): Promise<string> {
		return this.withPerson(rep, twice, (input) => calledAway(this.db, input, this.rep(rep), this.at()));
	}

	async fiveMinutesAtDoor(visit: number): Promise<string> {
		return said(await parkAtDoor(this.db, this.visit(visit), this.hall.welcomer, this.at()));
	}

	async backFromPark(visit: number): Promise<string> {
		return said(await backFromPark(this.db, this.visit(visit), this.hall.welcomer, this.at()));
	}

	async undo(rep: number, twice: boolean): Promise<string> {
		return this.atDesk(rep, async (desk) => {
			const view = await deskView(this.db, { ...desk, locale: 'en' }, this.rep(rep), this.at());
			const seen = view?.undo?.at ?? '';
			return this.sent(twice, (commandId) => undo(this.db, { ...desk, commandId, seen }, this.rep(rep), this.at()));
		});
	}

	async stopCheckIn(): Promise<string> {
		return said(await stopCheckIn(this.db, this.dropIn(), this.hall.coordinator, this.at()));
	}

	async openAgain(): Promise<string> {
		return said(await openDropIn(this.db, this.dropIn(), this.hall.coordinator, this.at()));
	}

	async close(endsLines: boolean): Promise<string> {
		return said(await closeDropIn(this.db, { ...this.dropIn(), endsLines }, this.hall.coordinator, this.at()));
	}

	async agencyGone(agency: Agency, endsLine: boolean): Promise<string> {
		const input = {
			...this.attendance(agency),
			how: 'left' as const,
			line: endsLine ? ('end' as const) : ('keep' as const)
		};
		return said(await agencyGone(this.db, input, this.hall.coordinator, this.at()));
	}

	async agencyLate(agency: Agency, quarter: number): Promise<string> {
		const starts = addSeconds(OPENS, quarter * WINDOW).slice(11, 16);
		return said(await agencyLate(this.db, { ...this.attendance(agency), starts }, this.hall.coordinator, this.at()));
	}

	async agencyBack(agency: Agency): Promise<string> {
		return said(await agencyBack(this.db, this.attendance(agency), this.hall.coordinator, this.at()));
	}

	wait(seconds: number): void {
		this.now += seconds;
	}

	private async withPerson(
		rep: number,
		twice: boolean,
		press: (input: { commandId: string; dropInId: string; deskId: string; seen: Instant }) => Promise<Result>
	): Promise<string> {
		return this.atDesk(rep, async (desk) => {
			const person = await this.personAt(desk.deskId);
			const seen = person?.first_called_at ?? OPENS;
			return this.sent(twice, (commandId) => press({ ...desk, commandId, seen }));
		});
	}

	private async atDesk(
		rep: number,
		press: (desk: { dropInId: string; deskId: string }) => Promise<Result>
	): Promise<string> {
		return said(await press({ ...this.dropIn(), deskId: this.desk(rep) }));
	}

	/** Sends a command, and once more with the same id when the first answer was lost: that must change nothing. */
	private async sent<T>(twice: boolean, command: (commandId: string) => Promise<Result<T>>): Promise<Result<T>> {
		const commandId = newId();
		const first = await command(commandId);
		if (!twice) return first;
		const before = JSON.stringify(await this.seen());
		const again = await command(this.idAgain(commandId));
		if (said(again) !== said(first)) throw new Error(`said ${said(first)}, and sent again ${said(again)}`);
		if (JSON.stringify(await this.seen()) !== before) throw new Error('a command sent again did something');
		return first;
	}

	/** The id a command is sent with the second time. */
	protected idAgain(commandId: string): string {
		return commandId;
	}

	/** Writes past every rule, for the faults that are planted. */
	protected async tamper(next: Partial<StopRow>, state: StopState): Promise<void> {
		await change(this.db, async (trx) => {
			const stops = trx.updateTable('stop').set(next).where('drop_in_id', '=', this.hall.dropInId);
			await stops.where('state', '=', state).execute();
			return done();
		});
	}

	private visit(index: number): { dropInId: string; visitId: string } {
		return { ...this.dropIn(), visitId: this.visits[index]! };
	}

	private attendance(agency: Agency): { dropInId: string; attendanceId: string } {
		return { ...this.dropIn(), attendanceId: this.hall.agencies[agency]!.attendanceId };
	}

	private topics(agencies: Agency[]): string[] {
		return agencies.map((agency) => this.hall.agencies[agency]!.topicId);
	}
}

function said(result: Result): string {
	return result.ok ? 'ok' : result.refusal.reason;
}
