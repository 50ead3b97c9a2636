import type { OnTrackRules, RuleSource } from '#clinical/on-track.ts'
import type { OnTrackProtocol, Programme } from '#content/types.ts'

// A list asks the same for everybody on it: content is read once, and so is what follows from it.
const made = new WeakMap<Programme, Map<string, OnTrackRules>>()

interface RulesOf {
  /** The id of the person's own track: half-way is half-way through it. */
  readonly track: string
  readonly instrumentId: string
}

/** The numbers of the protocol for one instrument on one track of a programme. */
export function rulesFor(
  protocol: OnTrackProtocol,
  programme: Programme,
  of: RulesOf,
): OnTrackRules {
  const known = made.get(programme) ?? new Map<string, OnTrackRules>()
  const key = `${of.track} ${of.instrumentId}`
  const rules = known.get(key) ?? makeRules(protocol, programme, of)
  made.set(programme, known.set(key, rules))
  return rules
}

/** The modules that lead through the programme on this track, in order. */
export function modulesOfTrack(programme: Programme, track: string): readonly string[] {
  return programme.tracks.get(track)?.modules ?? programme.core
}

function makeRules(
  protocol: OnTrackProtocol,
  programme: Programme,
  { track, instrumentId }: RulesOf,
): OnTrackRules {
  const { earlyChange, jump, noVerdict, noChangeByModule } = protocol
  const early = earlyChange.points[instrumentId]
  const rise = jump.points[instrumentId]
  return {
    supervisorWithinDays: protocol.worsening.supervisorWithinDays,
    noChangeByModule:
      noChangeByModule.modules[programme.id]?.[track] ??
      Math.ceil(modulesOfTrack(programme, track).length * noChangeByModule.otherwiseShareOfTrack),
    cutPoints: protocol.cutPoints.instruments[instrumentId] ?? [],
    earlyChange: early === undefined ? null : { points: early, byWeek: earlyChange.byWeek },
    jump: rise === undefined ? null : { points: rise, withinDays: jump.withinDays },
    aboveRange: protocol.aboveRange,
    noVerdictBeforeSession: noVerdict.beforeSession[instrumentId] ?? noVerdict.otherwise,
    needsVerifiedChange: protocol.unknownChange.instruments.includes(instrumentId),
    sources: sourcesOf(protocol),
  }
}

function sourcesOf(protocol: OnTrackProtocol): OnTrackRules['sources'] {
  const of = ({
    source,
    verifiedBy,
    validFrom,
  }: Pick<OnTrackProtocol['jump'], 'source' | 'verifiedBy' | 'validFrom'>): RuleSource => ({
    text: source,
    verifiedBy,
    validFrom,
  })
  return {
    worsening: of(protocol.worsening),
    no_change_by_module: of(protocol.noChangeByModule),
    cut_points: of(protocol.cutPoints),
    early_change: of(protocol.earlyChange),
    jump: of(protocol.jump),
    above_range: of(protocol.aboveRange),
    no_verdict: of(protocol.noVerdict),
  }
}
