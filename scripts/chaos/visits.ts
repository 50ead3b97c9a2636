import { idOf, newId } from '#platform/ids.ts'
import type { BenchPatient, Visitor } from '../bench/people.ts'

/** What the server said it has kept, by key. Forms are by their person: each is sent once. */
export interface Acknowledged {
  readonly entries: string[]
  readonly messages: string[]
  readonly alerts: string[]
  /** People whose answers to PHQ-9, item 9 above zero among them, were taken. */
  readonly answers: string[]
  readonly forms: string[]
}

export interface Visits {
  readonly acknowledged: Acknowledged
  /** Requests that got no answer, or were told to come again: each was sent again. */
  refusals: number
  isOver: boolean
}

export function newVisits(): Visits {
  const acknowledged = { entries: [], messages: [], alerts: [], answers: [], forms: [] }
  return { acknowledged, refusals: 0, isOver: false }
}

/**
 * One person, always doing something. Not all begin with the same: between two kills few get far,
 * and of every kind some must be there to lose. A form is somebody new's each time, because nobody
 * is asked for the same one twice in a week.
 */
export async function useIt(
  visits: Visits,
  origin: string,
  visitor: Visitor,
  { others, first }: { others: BenchPatient[]; first: number },
): Promise<void> {
  const send = (who: Visitor, address: string, fields: Record<string, string>) =>
    untilAnswered(visits, { origin, visitor: who, address, fields })
  const { entries, messages, alerts, answers, forms } = visits.acknowledged
  for (let round = first; !visits.isOver; round++) {
    const key = newId()
    if (round % 5 === 4) {
      const item = await send(visitor, '/help/alert', { send_key: key })
      const hasItem = /\/safety\/[0-9a-f-]{36}/.test(item?.location ?? '')
      // What is kept is the key of the act: of the form's key and all that was written.
      const act = idOf(key, 'send_key', key)
      if (item) alerts.push(hasItem ? act : 'an answer without its item')
    } else if (round % 5 === 2) {
      const person = others.pop()
      if (!person) continue
      const name = person.accountId
      if (await send(person, person.form, { send_key: newId(), ...allAnswers(round) })) {
        answers.push(name)
      }
      const last = { send_key: key, extra_difficulty: '1' }
      if (await send(person, `${person.form}/more`, last)) forms.push(name)
    } else if (round % 5 === 1) {
      const said = await send(visitor, '/messages', { body: `Message ${round}`, send_key: key })
      if (said) messages.push(key)
    } else if (await send(visitor, '/entries/autosave', entry(key, round))) entries.push(key)
  }
}

function allAnswers(round: number): Record<string, string> {
  const items = Array.from({ length: 9 }, (_, index) => index + 1)
  return Object.fromEntries(
    items.map((item) => [
      `item_${item}`,
      String(item === 9 ? 1 + (round % 3) : (item + round) % 4),
    ]),
  )
}

function entry(key: string, round: number): Record<string, string> {
  return {
    worksheet_id: 'dep.activity_diary',
    save_key: key,
    'f.did': `Round ${round}`,
    'f.mood': String(round % 11),
    'f.date': '2026-10-10',
    'f.slot': 'morning',
  }
}

interface Posted {
  readonly origin: string
  readonly visitor: Visitor
  readonly address: string
  readonly fields: Record<string, string>
}

/** Sends until there is an answer, always with the same key; null when it was over before. */
async function untilAnswered(visits: Visits, posted: Posted): Promise<Answer | null> {
  while (!visits.isOver) {
    const answer = await post(posted)
    if (answer !== null && answer.status < 400) return answer
    if (answer !== null && answer.status !== 503) {
      throw new Error(`${posted.address} answered ${answer.status}`)
    }
    visits.refusals += 1
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
  return null
}

interface Answer {
  readonly status: number
  readonly location: string | null
}

async function post({ origin, visitor, address, fields }: Posted): Promise<Answer | null> {
  try {
    const response = await fetch(origin + address, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        cookie: visitor.cookie,
        'sec-fetch-site': 'same-origin',
        accept: 'application/json',
      },
      body: new URLSearchParams({ csrf: visitor.csrf, ...fields }),
    })
    await response.arrayBuffer()
    return { status: response.status, location: response.headers.get('location') }
  } catch {
    return null
  }
}
