import { usePageSettings } from './page-settings.tsx'

type TimeStyle = 'day' | 'day-time' | 'time' | 'date' | 'short-date' | 'weekday'

const formats: Record<TimeStyle, Intl.DateTimeFormatOptions> = {
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  'day-time': { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  time: { hour: '2-digit', minute: '2-digit' },
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  'short-date': { day: 'numeric', month: 'short' },
  weekday: { weekday: 'long' },
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** A moment on the service's own clock, in words. */
export function formatTime(at: Date, style: TimeStyle, timeZone: string, locale = 'en-GB'): string {
  const key = `${locale} ${timeZone} ${style}`
  let formatter = formatters.get(key)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, { ...formats[style], timeZone })
    formatters.set(key, formatter)
  }
  return formatter.format(at)
}

/** A calendar day such as 2026-11-22, in words. */
export function formatDay(day: string, style: TimeStyle = 'day', locale = 'en-GB'): string {
  return formatTime(new Date(`${day}T12:00:00Z`), style, 'UTC', locale)
}

const dayMilliseconds = 86_400_000

/** "today", "tomorrow", "yesterday", or the day: how people speak of a near day. */
export function nearDay(at: Date, now: Date, timeZone: string, locale = 'en-GB'): string {
  const day = (moment: Date) =>
    Date.parse(`${new Intl.DateTimeFormat('en-CA', { timeZone }).format(moment)}T00:00:00Z`)
  const days = Math.round((day(at) - day(now)) / dayMilliseconds)
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  if (days === -1) return 'yesterday'
  const style = Math.abs(days) < 7 && days > 0 ? 'weekday' : 'day'
  return formatTime(at, style, timeZone, locale)
}

export function Time(props: { at: Date; style?: TimeStyle }) {
  const { timeZone, locale } = usePageSettings()
  return (
    <time dateTime={props.at.toISOString()}>
      {formatTime(props.at, props.style ?? 'day-time', timeZone, locale)}
    </time>
  )
}

export function NearDay(props: { at: Date }) {
  const { timeZone, locale, now } = usePageSettings()
  return <time dateTime={props.at.toISOString()}>{nearDay(props.at, now, timeZone, locale)}</time>
}
