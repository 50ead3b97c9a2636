import type { ReactElement, ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { readableColour } from '#features/identity/index.ts'
import type { Context, StaffActor } from '#platform/context.ts'
import { html } from '#platform/http/reply.ts'
import type { PageRequest } from '#platform/http/route.ts'
import { mayUse, type Role, roleNames } from '#platform/permissions.ts'
import { Document } from '#ui/document.tsx'
import { PageSettingsProvider } from '#ui/page-settings.tsx'
import { type NavigationItem, PatientFrame } from '#ui/patient-frame.tsx'
import type { Identity } from '#ui/service-name.tsx'
import { SessionEnding } from '#ui/session-ending.tsx'
import { StaffFrame } from '#ui/staff-frame.tsx'
import { builtAssets } from './built-assets.ts'
import { DemonstrationBanner } from './demonstration-banner.tsx'

export interface Page {
  /** Neutral: it shows in the browser's history. The service's name is added. */
  readonly title: string
  readonly body: ReactNode
  readonly status?: number
  /** Unread messages and the like, by the address of the navigation item. */
  readonly counts?: Readonly<Record<string, number>>
  readonly width?: 'normal' | 'wide'
  /** Leaves out navigation: for sign-in and for the pages before treatment starts. */
  readonly isBare?: boolean
}

/** Puts a page into the frame of whoever asks, and answers with it. */
export function showPage(ctx: Context, request: PageRequest, page: Page): Response {
  const hasError = (page.status ?? 200) >= 400
  const markup = renderToStaticMarkup(
    <Document
      title={`${hasError ? 'Error: ' : ''}${page.title} - ${serviceName(ctx)}`}
      lang="en-GB"
      direction="ltr"
      css={builtAssets().css}
      js={builtAssets().js}
      ownCss={ownCss(ctx)}
      bodyClass={ctx.actor.kind === 'staff' ? 'hr-staff' : 'hr-patient'}
      device={deviceOf(ctx, request)}
    >
      <PageSettingsProvider
        settings={{
          csrfToken: request.session?.csrfToken ?? '',
          locale: 'en-GB',
          timeZone: ctx.service.timeZone,
          now: ctx.now,
        }}
      >
        {framed(ctx, request, page)}
        {request.session && <SessionEnding endsAt={request.session.idleEndsAt} now={ctx.realNow} />}
      </PageSettingsProvider>
    </Document>,
  )
  return html(`<!doctype html>${markup}`, page.status ?? 200)
}

/** Only of a patient who has signed in: a stranger's device is nobody's to keep anything on. */
function deviceOf(ctx: Context, { session }: PageRequest): 'own' | 'shared' | undefined {
  if (ctx.actor.kind !== 'patient' || !session) return undefined
  return session.sharedDevice ? 'shared' : 'own'
}

export function serviceName(ctx: Context): string {
  return ctx.service.settings.shortName ?? ctx.service.name
}

function identityOf(ctx: Context): Identity {
  const { logo } = ctx.service
  return {
    name: serviceName(ctx),
    logo: logo && { ...logo, src: `/identity/logo/${logo.id}` },
  }
}

function ownCss(ctx: Context): string | null {
  const colour = readableColour(ctx.service.settings.colour)
  return colour && `/identity/colour/${colour.slice(1)}.css`
}

function framed(ctx: Context, request: PageRequest, page: Page): ReactElement {
  const banner = ctx.service.isDemonstration ? (
    <DemonstrationBanner path={request.method === 'GET' ? request.path : '/'} actor={ctx.actor} />
  ) : null
  if (ctx.actor.kind === 'staff') {
    return (
      <StaffFrame
        identity={identityOf(ctx)}
        banner={banner}
        width={page.width ?? 'normal'}
        navigation={page.isBare ? [] : staffNavigation(ctx.actor, request, page)}
        name={ctx.actor.name}
        roleLine={roleLine(ctx.actor.roles)}
      >
        {page.body}
      </StaffFrame>
    )
  }
  return (
    <PatientFrame
      identity={identityOf(ctx)}
      banner={banner}
      isSignedIn={ctx.actor.kind === 'patient'}
      notWatched={ctx.actor.kind === 'patient' ? ctx.content.protocols.safety.notWatched : null}
      navigation={
        ctx.actor.kind === 'patient' && !page.isBare ? patientNavigation(request, page) : []
      }
    >
      {page.body}
    </PatientFrame>
  )
}

function roleLine(held: ReadonlySet<Role>): string {
  return [...held].map((role) => roleNames[role]).join(', ')
}

const patientItems = [
  { href: '/', label: 'Today' },
  { href: '/programme', label: 'Programme' },
  { href: '/messages', label: 'Messages' },
  { href: '/progress', label: 'How I am doing' },
  { href: '/entries', label: 'What I wrote' },
] as const

function patientNavigation(request: PageRequest, page: Page): NavigationItem[] {
  return patientItems.map((item) => navigationItem(item, request, page))
}

const staffItems = [
  { href: '/people', label: 'My people', permission: 'caseload.read' },
  { href: '/duty', label: 'Safety', permission: 'duty.read', countOf: 'open' },
  { href: '/supervision', label: 'Supervision', permission: 'supervision.read' },
  { href: '/adverse-events', label: 'Adverse events', permission: 'adverse-events.review' },
  { href: '/outcomes', label: 'Outcomes', permission: 'outcomes.read' },
  { href: '/record-openings', label: 'Opened records', permission: 'record-openings.read' },
  { href: '/intake', label: 'Getting started', permission: 'intake.read' },
  // One place for what is about nobody: each of its two pages leads to the other.
  { href: '/programmes', label: 'Library', permission: 'programme.read', holds: '/instruments' },
  { href: '/staff', label: 'Staff', permission: 'staff.manage' },
  { href: '/settings', label: 'Settings', permission: 'service.settings' },
] as const

function staffNavigation(actor: StaffActor, request: PageRequest, page: Page): NavigationItem[] {
  return staffItems
    .filter((item) => mayUse(item.permission, actor.roles))
    .filter((item) => item.href !== '/people' || hasPlaceForPeople(actor))
    .map((item) => navigationItem(named(item, actor), request, page))
}

/** A supervisor has the way to the list on the page of supervision: a line holds only so much. */
function hasPlaceForPeople({ roles }: StaffActor): boolean {
  return mayUse('record.act', roles) || !mayUse('supervision.read', roles)
}

/** Who treats nobody has no people of their own, and yet a list of those they answer for. */
function named(item: { href: string; label: string }, { roles }: StaffActor) {
  return item.href === '/people' && !mayUse('record.act', roles)
    ? { ...item, label: 'People' }
    : item
}

function navigationItem(
  item: { href: string; label: string; holds?: string; countOf?: string },
  request: PageRequest,
  page: Page,
): NavigationItem {
  const path = request.path.split('?')[0] ?? ''
  const { href, label, holds, countOf } = item
  const count = page.counts?.[href]
  return {
    href,
    label,
    isCurrent: isWithin(path, href) || (holds !== undefined && isWithin(path, holds)),
    ...(count === undefined ? {} : { count }),
    ...(countOf === undefined ? {} : { countOf }),
  }
}

function isWithin(path: string, href: string): boolean {
  return path === href || (href !== '/' && path.startsWith(`${href}/`))
}
