import type { Instrument } from '#clinical/instrument.ts'
import { isScoringConfirmed } from '#clinical/verification.ts'
import { readWordingPack, type WordingPack } from '#content/wording-pack.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { transact } from '#platform/transact.ts'
import { endWording, importedWording, insertWording, moveWordingStamp } from './repository.ts'
import type { Confirmation, ImportedWording, ImportOutcome } from './wording.ts'

export interface WordingInput {
  readonly text: string
  /** Named in what is refused. */
  readonly fileName: string
  readonly confirmedBy: string
  readonly confirmedOn: string
  /** Whoever imports it has read that nobody has verified how it is scored, where that is so. */
  readonly knowsOfScoring: boolean
  /** They have seen that the owner agreed, where its owner asks for more than a licence. */
  readonly ownerAgreed: boolean
}

/**
 * Takes in the wording of a questionnaire under the service's own licence. What was in use is
 * replaced for new forms and kept for old ones; the same pack twice is one import.
 */
export async function importWording(ctx: Context, input: WordingInput): Promise<ImportOutcome> {
  const reading = readWordingPack(input.text, input.fileName, ctx.content)
  if (!reading.ok) return { kind: 'refused', faults: reading.faults }
  const { pack, stored, hash } = reading
  const instrumentId = pack.instrument
  const open = openConfirmations(ctx, pack, input)
  if (open) return { kind: 'to_confirm', ...open }
  const isSame = (one: ImportedWording) =>
    one.hash === hash &&
    one.licence === pack.licence &&
    one.confirmedBy === input.confirmedBy &&
    one.confirmedOn === input.confirmedOn
  const kind = await transact(ctx, async (ctx) => {
    await moveWordingStamp(ctx)
    const inUse = (await importedWording(ctx, instrumentId)).find((one) => !one.withdrawnAt)
    if (inUse && isSame(inUse)) {
      ctx.audit('wording.kept', inUse.id, { detail: { instrument: instrumentId } })
      return 'already_in_use' as const
    }
    await replace(ctx, { inUse, input, pack, stored, hash })
    return 'imported' as const
  })
  ctx.forgetService()
  return { kind, instrumentId }
}

/** What whoever imports the words of this form has to confirm. */
export function confirmationsFor(instrument: Instrument): Confirmation[] {
  return [
    ...(instrument.licence.ownerAsks === null ? [] : (['owner'] as const)),
    ...(isScoringConfirmed(instrument) ? [] : (['scoring'] as const)),
  ]
}

type Ticks = Pick<WordingInput, 'knowsOfScoring' | 'ownerAgreed'>

function openConfirmations(ctx: Context, pack: WordingPack, ticks: Ticks) {
  const instrument = ctx.content.instruments.get(pack.instrument)
  if (!instrument) return null
  const given = { scoring: ticks.knowsOfScoring, owner: ticks.ownerAgreed }
  const needs = confirmationsFor(instrument).filter((each) => !given[each])
  return needs.length > 0 ? { instrument, needs } : null
}

/** What a pack lacks by itself, whoever confirmed it: said with what else is missing. */
export function lackOfPack(
  ctx: Context,
  input: Pick<WordingInput, 'text' | 'fileName'> & Ticks,
): Exclude<ImportOutcome, { instrumentId: string }> | null {
  const reading = readWordingPack(input.text, input.fileName, ctx.content)
  if (!reading.ok) return { kind: 'refused', faults: reading.faults }
  const instrument = ctx.content.instruments.get(reading.pack.instrument)
  if (!instrument || confirmationsFor(instrument).length === 0) return null
  // Also when each is ticked: the ticks stand on the page that comes back.
  const needs = openConfirmations(ctx, reading.pack, input)?.needs ?? []
  return { kind: 'to_confirm', instrument, needs }
}

interface Replacing {
  inUse: ImportedWording | undefined
  input: WordingInput
  pack: WordingPack
  stored: unknown
  hash: string
}

async function replace(ctx: WriteContext, replacing: Replacing): Promise<void> {
  const { inUse, input, pack, stored, hash } = replacing
  const { confirmedBy, confirmedOn } = input
  const { instrument: instrumentId, version: instrumentVersion, language, licence } = pack
  const id = newId()
  // Only one pack of an instrument is in use: the old one ends before the new one begins.
  const reason = 'Replaced by a newer import'
  if (inUse) await endWording(ctx, inUse.id, { reason, replacedBy: id })
  await insertWording(ctx, {
    id,
    instrumentId,
    instrumentVersion,
    language,
    stored,
    hash,
    licence,
    confirmedBy,
    confirmedOn,
  })
  ctx.audit('wording.imported', id, {
    detail: {
      instrument: instrumentId,
      version: instrumentVersion,
      hash,
      confirmedBy,
      confirmedOn,
      replaces: inUse?.id ?? null,
      knowsOfScoring: input.knowsOfScoring,
      ownerAgreed: input.ownerAgreed,
    },
  })
}
