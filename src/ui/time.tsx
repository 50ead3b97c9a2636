import { usePageSettings, usePlace } from './page-settings.tsx'

type TimeStyle =
  | 'day'
  | 'day-time'
  | 'time'
  | 'date'
  | 'short-date'
  | 'month-year'
  | 'weekday'
  | 'numbers'

const formats: Record<TimeStyle, Intl.DateTimeFormatOptions> = {
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  'day-time': {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  },
  time: { hour: '2-digit', minute: '2-digit' },
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  'short-date': { day: 'numeric', month: 'short' },
  'month-year': { month: 'short', year: '2-digit' },
  weekday: { weekday: 'long' },
  numbers: { year: 'numeric', month: '2-digit', day: '2-digit' },
}

interface KnownFormat {
  readonly formatter: Intl.DateTimeFormat
  readonly texts: Map<number, string>
}

const knownFormats = new Map<string, KnownFormat>()
const mostTexts = 5000
const minuteMilliseconds = 60_000

/**
 * A moment on the service's own clock, in words. Nothing here shows seconds, so a minute has one
 * text.
 */
export function formatTime(at: Date, style: TimeStyle, timeZone: string, locale = 'en-GB'): string {
  const { formatter, texts } = knownFormat(style, timeZone, locale)
  const minute = Math.floor(at.getTime() / minuteMilliseconds)
  const known = texts.get(minute)
  if (known !== undefined) return known
  if (texts.size >= mostTexts) texts.clear()
  const text = formatter.format(at)
  texts.set(minute, text)
  return text
}

// Making a formatter costs a thousand times more than using it, and using it more than a look here.
function knownFormat(style: TimeStyle, timeZone: string, locale: string): KnownFormat {
  const key = `${locale} ${timeZone} ${style}`
  const known = knownFormats.get(key)
  if (known) return known
  const formatter = new Intl.DateTimeFormat(locale, { ...formats[style], timeZone })
  const made = { formatter, texts: new Map<number, string>() }
  knownFormats.set(key, made)
  return made
}

/** A calendar day such as 2026-11-22, in words. */
export function formatDay(day: string, style: TimeStyle = 'day', locale = 'en-GB'): string {
  return formatTime(new Date(`${day}T12:00:00Z`), style, 'UTC', locale)
}

const dayMilliseconds = 86_400_000

/** "today", "tomorrow", "yesterday", or the day: how people speak of a near day. */
export function nearDay(at: Date, now: Date, timeZone: string, locale = 'en-GB'): string {
  const day = (moment: Date) =>
    Date.parse(`${formatTime(moment, 'numbers', timeZone, 'en-CA')}T00:00:00Z`)
  const days = Math.round((day(at) - day(now)) / dayMilliseconds)
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  if (days === -1) return 'yesterday'
  const style = Math.abs(days) < 7 && days > 0 ? 'weekday' : 'day'
  return formatTime(at, style, timeZone, locale)
}

export function Time(props: { at: Date; style?: TimeStyle }) {
  const { timeZone, locale } = usePlace()
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
