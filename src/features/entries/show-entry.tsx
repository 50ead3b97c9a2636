import type { Worksheet } from '#content/types.ts'
import type { FieldErrors, PostedForm } from '#content/worksheet-values.ts'
import { showPage } from '#features/frame/index.ts'
import { therapistFirstName, type VisibleCourse } from '#features/treatment/index.ts'
import type { Entry } from '#features/worksheets/index.ts'
import { prefilledFrom } from '#features/worksheets/index.ts'
import type { Context } from '#platform/context.ts'
import type { PageRequest } from '#platform/http/route.ts'
import { unsettled } from './change-version.ts'
import { listComments, markCommentsRead } from './comments.ts'
import { EntryPage } from './entry-page.tsx'
import { prefilledFor } from './prefill.ts'
import { refChoicesFor } from './refs.ts'
import { entryHistory } from './repository.ts'

export interface ShownEntry {
  readonly entry: Entry | null
  readonly worksheet: Worksheet
  readonly stage: string | null
  readonly back: string
  readonly saveKey: string
  /** An entry that a new one begins from. */
  readonly from?: Entry | null
  readonly posted?: { readonly form: PostedForm; readonly errors: FieldErrors }
  readonly status?: number
}

/** The page on which one entry is written. */
export async function showEntry(
  ctx: Context,
  request: PageRequest,
  course: VisibleCourse,
  shown: ShownEntry,
): Promise<Response> {
  const { entry, worksheet, stage, back, saveKey, posted } = shown
  const comments = entry ? await listComments(ctx, course, [entry.id]) : []
  await markCommentsRead(ctx, course, comments)
  const history = entry && entry.version > 1 ? await entryHistory(ctx, course, entry.id) : []
  const prefilled = entry
    ? {}
    : {
        ...(await prefilledFor(ctx, course, worksheet)),
        ...(shown.from ? prefilledFrom(ctx.content.worksheets, worksheet, shown.from) : {}),
      }
  const choices = await refChoicesFor(ctx, course, worksheet)
  return showPage(ctx, request, {
    title: 'What I wrote',
    status: shown.status ?? 200,
    body: (
      <EntryPage
        id="entry"
        worksheet={worksheet}
        entry={entry}
        stage={stage}
        back={back}
        saveKey={saveKey}
        therapistName={therapistFirstName(course)}
        comments={comments}
        isPrimary
        owner={course.id}
        moduleId={entry?.moduleId ?? null}
        blockId={entry?.blockId ?? null}
        isUnsettled={unsettled(history).length > 0}
        prefilled={prefilled}
        choices={choices}
        isSharedDevice={request.session?.sharedDevice ?? false}
        {...(posted ? { posted } : {})}
      />
    ),
  })
}
