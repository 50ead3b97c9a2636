const minute = 60_000

export interface CallTime {
  readonly from: number
  readonly until: number
}

interface KnownCall extends CallTime {
  readonly courseId: string
  readonly isHeld: boolean
}

/** The calls of every therapist, so that nobody is on two at once. */
export class CallDiary {
  private readonly byTherapist = new Map<string, KnownCall[]>()

  add(therapistId: string, call: KnownCall): void {
    const calls = this.byTherapist.get(therapistId) ?? []
    calls.push(call)
    this.byTherapist.set(therapistId, calls)
  }

  isFree(therapistId: string, { from, until }: CallTime): boolean {
    const calls = this.byTherapist.get(therapistId) ?? []
    return calls.every((call) => until + minute <= call.from || from >= call.until + minute)
  }

  /** That moment, or the nearest at which so many minutes are free. */
  freeNear(therapistId: string, moment: number, minutes: number): number {
    for (let step = 0; step < 100; step++) {
      // 0, 5 later, 5 earlier, 10 later, and so on.
      const from = moment + (step % 2 === 0 ? -step / 2 : (step + 1) / 2) * 5 * minute
      if (this.isFree(therapistId, { from, until: from + minutes * minute })) return from
    }
    return moment
  }

  /** The first call that was held with somebody after one moment and before another. */
  heldBetween(courseId: string, after: number, before: number): CallTime | null {
    const found = [...this.byTherapist.values()]
      .flat()
      .filter((call) => call.isHeld && call.courseId === courseId)
      .filter(({ from }) => from > after && from < before)
    return found.sort((a, b) => a.from - b.from)[0] ?? null
  }
}
