import { createContext, type ReactNode, use } from 'react'
import type { EngagementProtocol, Labelled, Protocols } from '#content/types.ts'

/** The reasons of the engagement protocol, for the forms of this page. */
export interface Reasons {
  readonly hold: EngagementProtocol['holdReasons']
  readonly skip: EngagementProtocol['skipReasons']
  readonly reopen: EngagementProtocol['reopenReasons']
  readonly pause: EngagementProtocol['pauseReasons']
  readonly stop: EngagementProtocol['stopReasons']
  /** Why treatment ends without its last scores. */
  readonly withoutScores: readonly Labelled[]
}

const ReasonsContext = createContext<Reasons | null>(null)

export function ReasonsProvider(props: { protocols: Protocols; children: ReactNode }) {
  const { engagement, measures } = props.protocols
  const { holdReasons, skipReasons, reopenReasons, pauseReasons, stopReasons } = engagement
  const reasons = {
    hold: holdReasons,
    skip: skipReasons,
    reopen: reopenReasons,
    pause: pauseReasons,
    stop: stopReasons,
    withoutScores: measures.lastScores.withoutReasons,
  }
  return <ReasonsContext value={reasons}>{props.children}</ReasonsContext>
}

export function useReasons(): Reasons {
  const reasons = use(ReasonsContext)
  if (!reasons) throw new Error('the forms of a record are rendered inside their page')
  return reasons
}
