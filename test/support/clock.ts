/** A clock that stands still until a test moves it. */
export class Clock {
  private at: number

  constructor(start: string) {
    this.at = Date.parse(start)
  }

  now(): Date {
    return new Date(this.at)
  }

  set(moment: string): void {
    this.at = Date.parse(moment)
  }

  advance(by: { days?: number; hours?: number; minutes?: number }): void {
    this.at += ((by.days ?? 0) * 1440 + (by.hours ?? 0) * 60 + (by.minutes ?? 0)) * 60_000
  }
}
