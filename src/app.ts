import type { Hono } from 'hono'
import { accountsRoutes } from '#features/accounts/routes.tsx'
import { adminRoutes } from '#features/admin/routes.tsx'
import { adverseEventsRoutes } from '#features/adverse-events/routes.tsx'
import { answerLinksRoutes } from '#features/answer-links/routes.tsx'
import { caseloadRoutes } from '#features/caseload/routes.tsx'
import { characteristicsRoutes } from '#features/characteristics/routes.tsx'
import { consentRoutes } from '#features/consent/routes.tsx'
import { contactsRoutes } from '#features/contacts/routes.tsx'
import { demonstrationRoutes } from '#features/demonstration/routes.tsx'
import { diaryAndCardsRoutes } from '#features/diary-and-cards/routes.tsx'
import { diaryRemindersRoutes } from '#features/diary-reminders/routes.tsx'
import { dutyRoutes } from '#features/duty/routes.tsx'
import { entriesRoutes } from '#features/entries/routes.tsx'
import { expectedRangeRoutes } from '#features/expected-range/routes.tsx'
import { refusalPage, setBuiltAssets } from '#features/frame/index.ts'
import { helpRoutes } from '#features/help/routes.tsx'
import { homeRoutes } from '#features/home/routes.tsx'
import { identityRoutes } from '#features/identity/routes.tsx'
import { instrumentLibraryRoutes } from '#features/instrument-library/routes.tsx'
import { intakeRoutes } from '#features/intake/routes.tsx'
import { measureScheduleRoutes } from '#features/measure-schedule/routes.tsx'
import { measuresRoutes } from '#features/measures/routes.tsx'
import { messagesRoutes } from '#features/messages/routes.tsx'
import { ownDataRoutes } from '#features/own-data/routes.tsx'
import { personDetailsRoutes } from '#features/person-details/routes.tsx'
import { personRecordRoutes } from '#features/person-record/routes.tsx'
import { programmeMapRoutes } from '#features/programme-map/routes.tsx'
import { programmesRoutes } from '#features/programmes/routes.tsx'
import { progressRoutes } from '#features/progress/routes.tsx'
import { readingRoutes } from '#features/reading/routes.tsx'
import { recordOpeningsRoutes } from '#features/record-openings/routes.tsx'
import { reportingRoutes } from '#features/reporting/routes.tsx'
import { reviewRoutes } from '#features/review/routes.tsx'
import { safetyItemsRoutes } from '#features/safety-items/routes.tsx'
import { safetyPlanRoutes } from '#features/safety-plan/routes.tsx'
import { scoresRoutes } from '#features/scores/routes.tsx'
import { servicePagesRoutes } from '#features/service-pages/routes.tsx'
import { createSessionGuard } from '#features/sessions/index.ts'
import { supervisionRoutes } from '#features/supervision/routes.tsx'
import { verifiedNumbersRoutes } from '#features/verified-numbers/routes.tsx'
import { weekPlanRoutes } from '#features/week-plan/routes.tsx'
import { wordingRoutes } from '#features/wording/routes.tsx'
import type { Assets } from '#platform/http/assets.ts'
import type { Route } from '#platform/http/route.ts'
import { createServer } from '#platform/http/server.ts'
import { readiness } from '#platform/readiness.ts'
import type { Runtime } from '#platform/runtime.ts'

/** Every address of the service, feature by feature. */
export const routes: readonly Route[] = [
  ...homeRoutes,
  ...demonstrationRoutes,
  ...progressRoutes,
  ...accountsRoutes,
  ...servicePagesRoutes,
  ...adminRoutes,
  ...identityRoutes,
  ...ownDataRoutes,
  ...safetyPlanRoutes,
  ...entriesRoutes,
  ...diaryAndCardsRoutes,
  ...diaryRemindersRoutes,
  ...weekPlanRoutes,
  // Before a section's page, whose address the end of a module would also be.
  ...programmeMapRoutes,
  ...readingRoutes,
  ...programmesRoutes,
  // Before the page of one instrument, whose address theirs would also be.
  ...wordingRoutes,
  ...verifiedNumbersRoutes,
  ...instrumentLibraryRoutes,
  ...intakeRoutes,
  ...personDetailsRoutes,
  ...characteristicsRoutes,
  ...consentRoutes,
  ...measuresRoutes,
  ...measureScheduleRoutes,
  ...scoresRoutes,
  ...answerLinksRoutes,
  ...expectedRangeRoutes,
  ...helpRoutes,
  ...safetyItemsRoutes,
  ...dutyRoutes,
  ...adverseEventsRoutes,
  ...messagesRoutes,
  ...contactsRoutes,
  ...caseloadRoutes,
  ...reviewRoutes,
  ...personRecordRoutes,
  ...recordOpeningsRoutes,
  ...supervisionRoutes,
  ...reportingRoutes,
]

export interface AppOptions {
  readonly assets: Assets
  readonly isSecure: boolean
  readonly trustsProxy: boolean
}

export function createApp(runtime: Runtime, options: AppOptions): Hono {
  setBuiltAssets(options.assets.manifest)
  return createServer({
    runtime,
    routes,
    sessions: createSessionGuard({ secure: options.isSecure }),
    assets: options.assets,
    cookies: { secure: options.isSecure },
    trustsProxy: options.trustsProxy,
    refusalPage: (ctx, request, refusal) =>
      refusalPage(ctx, request, refusal, runtime.content.protocols.safety.crisisContacts),
    ready: () => readiness(runtime),
  })
}
