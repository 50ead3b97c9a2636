import type { CrisisContact } from '#content/types.ts'
import type { Context } from '#platform/context.ts'
import { json } from '#platform/http/reply.ts'
import type { PageRequest } from '#platform/http/route.ts'
import type { Refusal } from '#platform/refusals.ts'
import { PostForm } from '#ui/post-form.tsx'
import { isOfThePage, type KeptForm, keepForm } from './kept-form.ts'
import { noServicePage } from './no-service-page.tsx'
import { showPage } from './show-page.tsx'
import { ConfirmForm, KeptField, SignInForm } from './sign-in-form.tsx'

interface Words {
  title: string
  paragraphs: readonly string[]
}

const words: Readonly<Record<string, Words>> = {
  not_found: {
    title: 'We could not find that page',
    paragraphs: [
      'It may have moved, or the address may have a letter missing.',
      'Nothing that you wrote has been lost.',
    ],
  },
  not_open_yet: {
    title: 'There is nothing here yet',
    paragraphs: [
      'This page opens when your treatment starts.',
      'Somebody from the service will tell you what happens next.',
    ],
  },
  forbidden: {
    title: 'This page is not part of your role',
    paragraphs: ['If you need it for your work, ask an administrator of your service.'],
  },
  forbidden_to_patients: {
    title: 'This page is for people who work here',
    paragraphs: ['Nothing that you wrote has been lost.'],
  },
  sign_in_needed: {
    title: 'You have been signed out',
    paragraphs: [
      'This happens after a while without activity, to keep what you wrote private. Sign in ' +
        'to carry on.',
    ],
  },
  fresh_sign_in_needed: {
    title: 'Please sign in again',
    paragraphs: [
      'This step needs a fresh sign-in, so that nobody else can do it from your screen.',
    ],
  },
  stale_form: {
    title: 'This page was open for too long',
    paragraphs: [
      'You have signed in again since the page was opened, so nothing was saved this time.',
    ],
  },
  not_from_here: {
    title: 'That request did not come from this site',
    paragraphs: ['Nothing was changed. Open the page again from the menu.'],
  },
  too_large: {
    title: 'That was too much in one go',
    paragraphs: ['Nothing was saved. Go back, shorten what you wrote or send it in two parts.'],
  },
  conflict: {
    title: 'This was changed somewhere else',
    paragraphs: ['Nothing was overwritten. Load the page again to see how it stands now.'],
  },
  too_many: {
    title: 'Too many tries',
    paragraphs: [
      'Wait 15 minutes and try again. If you have forgotten your password, you can ask for ' +
        'a new link.',
    ],
  },
  busy: {
    title: 'Many people are signing in just now',
    paragraphs: ['Wait half a minute and try again. Nothing is wrong with your account.'],
  },
  outcome_unknown: {
    title: 'We could not tell whether that was saved',
    paragraphs: [
      'The connection broke at the very last moment.',
      'Go back and send it again. If it was saved the first time, it will not be doubled.',
    ],
  },
  no_service: {
    title: 'There is no service at this address',
    paragraphs: ['The address may have a letter missing. Check it against the one you were sent.'],
  },
  service_broken: {
    title: 'This service is not available just now',
    paragraphs: [
      'Something in its settings cannot be read. It stays closed until the people who run it ' +
        'have put that right.',
      'What you wrote and sent before is safe. Nobody can read it here until the service is open ' +
        'again, so if you need an answer, ring your service.',
    ],
  },
  failed: {
    title: 'Something went wrong on our side',
    paragraphs: [
      'We could not do that this time. What was saved before is safe.',
      'Go back and try again in a minute. If it keeps happening, ring your service.',
    ],
  },
}

const fallback: Words = {
  title: 'That did not work',
  paragraphs: ['Nothing was changed. Go back and try again.'],
}

function wordsFor(ctx: Context | null, { reason }: Refusal): Words {
  const isForPatient = reason === 'forbidden' && ctx?.actor.kind === 'patient'
  return words[isForPatient ? 'forbidden_to_patients' : reason] ?? fallback
}

/** A refusal as a page (or as JSON for an island), in the frame of whoever asked. */
export function refusalPage(
  ctx: Context | null,
  request: PageRequest,
  refusal: Refusal,
  contacts: readonly CrisisContact[],
): Response {
  const said = wordsFor(ctx, refusal)
  if (request.wantsJson) return json({ refused: refusal.reason, title: said.title }, refusal.status)
  if (!ctx) return noServicePage({ ...said, contacts }, refusal.status)
  return showPage(ctx, request, {
    title: said.title,
    status: refusal.status,
    body: (
      <div className="hr-reading">
        <h1 className="nhsuk-heading-l">{said.title}</h1>
        {said.paragraphs.map((text) => (
          <p key={text}>{text}</p>
        ))}
        <WayOn ctx={ctx} request={request} refusal={refusal} />
        {ctx.actor.kind !== 'staff' && (
          <p>
            If you need help now, <a href="/help">here are numbers to ring</a>.
          </p>
        )}
      </div>
    ),
  })
}

interface WayOnProps {
  ctx: Context
  request: PageRequest
  refusal: Refusal
}

/**
 * What to do next; a form that could not be saved is carried along, so that nothing typed is
 * lost.
 */
function WayOn({ ctx, request, refusal }: WayOnProps) {
  const kept = keepForm(request)
  if (refusal.reason === 'fresh_sign_in_needed') {
    const next = request.method === 'GET' ? request.path : null
    return (
      <PostForm action="/sign-in/again">
        <ConfirmForm kept={kept} next={next} />
      </PostForm>
    )
  }
  if (refusal.status === 401) {
    return (
      <>
        {kept && <p>What you wrote is kept on this page until you have signed in.</p>}
        {ctx.service.isDemonstration ? <BeSomebody kept={kept} /> : <SignInForm kept={kept} />}
      </>
    )
  }
  if (refusal.reason === 'stale_form' && kept) {
    return (
      <PostForm action="/account/carry-on">
        <p>What you wrote is still here.</p>
        <KeptField kept={kept} />
        <button className="nhsuk-button" type="submit">
          Show what I wrote
        </button>
      </PostForm>
    )
  }
  return (
    <>
      {kept && <WrittenWords kept={kept} />}
      <p>
        <a href="/">Go to the first page</a>
      </p>
    </>
  )
}

/** Nobody has a password in a demonstration: whoever it was is chosen again. */
function BeSomebody({ kept }: { kept: KeptForm | null }) {
  return (
    <PostForm action="/demonstration">
      <p>This is a demonstration, so no password is needed.</p>
      {kept && <KeptField kept={kept} />}
      <button className="nhsuk-button" type="submit">
        Choose whom to be
      </button>
    </PostForm>
  )
}

/** What cannot be saved can still be copied: nobody writes a page of their life twice. */
function WrittenWords({ kept }: { kept: KeptForm }) {
  const written = kept.fields.filter(([name, value]) => !isOfThePage(name) && /\S\s+\S/.test(value))
  if (written.length === 0) return null
  return (
    <>
      <h2 className="nhsuk-heading-m">What you wrote</h2>
      <p>It is not saved. You can copy it from here.</p>
      {written.map(([name, value], index) => (
        <textarea
          key={`${name} ${value}`}
          className="nhsuk-textarea"
          rows={6}
          readOnly
          dir="auto"
          aria-label={`What you wrote, part ${index + 1}`}
          value={value}
        />
      ))}
    </>
  )
}
