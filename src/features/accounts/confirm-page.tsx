import { ConfirmForm, type KeptForm } from '#features/frame/index.ts'
import { FaultSummary } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'

const fault = 'That password is not right.'

export function ConfirmPage({ next, kept }: { next: string | null; kept: KeptForm | null }) {
  return (
    <div className="hr-reading">
      <FaultSummary faults={{ password: fault }} />
      <h1 className="nhsuk-heading-l">Please sign in again</h1>
      <p>
        This step needs your password once more, so that nobody else can do it from your screen.
      </p>
      <PostForm action="/sign-in/again">
        <ConfirmForm kept={kept} next={next} fault={fault} />
      </PostForm>
    </div>
  )
}
