/**
 * What became of a draft. `refused`: the service has it no more to ask, for it was sent elsewhere
 * or its words are gone; what is posted as a page is answered there in words.
 */
export type Outcome = 'saved' | 'refused' | 'signed_out' | 'no_connection' | 'fault'

/** Posts the form as it stands. Also when the page is being left, which a plain fetch would end. */
export async function postDraft(
  form: HTMLFormElement,
  address: string,
): Promise<{ outcome: Outcome; showsHelp: boolean }> {
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') body.append(name, value)
  }
  const headers = { accept: 'application/json' }
  const options = { method: 'POST', body, headers, keepalive: true }
  const answer = await fetch(address, options).catch(() => null)
  const reply: unknown = await answer?.json().catch(() => null)
  const showsHelp =
    typeof reply === 'object' && reply !== null && 'showsHelp' in reply && reply.showsHelp === true
  return { outcome: outcomeOf(answer?.status ?? 0), showsHelp }
}

function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 300) return 'saved'
  if (status === 0) return 'no_connection'
  if (status === 401 || status === 403) return 'signed_out'
  return status >= 500 || status === 429 ? 'fault' : 'refused'
}

/** In the middle of a sentence. */
export const whyNot: Readonly<Record<Exclude<Outcome, 'saved'>, string>> = {
  refused: 'this form was finished elsewhere.',
  signed_out: 'you have been signed out.',
  no_connection: 'there is no connection.',
  fault: 'something went wrong.',
}
