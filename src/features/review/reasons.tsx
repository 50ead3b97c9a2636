import { createContext, type ReactNode, use } from 'react'
import type { EngagementProtocol } from '#content/types.ts'

/** The reasons of the engagement protocol, for the forms of this page. */
export interface Reasons {
  readonly hold: EngagementProtocol['holdReasons']
  readonly skip: EngagementProtocol['skipReasons']
  readonly reopen: EngagementProtocol['reopenReasons']
  readonly pause: EngagementProtocol['pauseReasons']
  readonly stop: EngagementProtocol['stopReasons']
}

const ReasonsContext = createContext<Reasons | null>(null)

export function ReasonsProvider(props: { protocol: EngagementProtocol; children: ReactNode }) {
  const { holdReasons, skipReasons, reopenReasons, pauseReasons, stopReasons } = props.protocol
  const reasons = {
    hold: holdReasons,
    skip: skipReasons,
    reopen: reopenReasons,
    pause: pauseReasons,
    stop: stopReasons,
  }
  return <ReasonsContext value={reasons}>{props.children}</ReasonsContext>
}

export function useReasons(): Reasons {
  const reasons = use(ReasonsContext)
  if (!reasons) throw new Error('the forms of a record are rendered inside their page')
  return reasons
}
