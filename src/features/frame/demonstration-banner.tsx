import type { Actor } from '#platform/context.ts'
import { usePageSettings } from '#ui/page-settings.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { formatTime } from '#ui/time.tsx'

/**
 * Only in the demonstration: says that nobody here is real, what time it is, and moves the clock
 * on.
 */
export function DemonstrationBanner(props: { path: string; actor: Actor }) {
  const { now, timeZone } = usePageSettings()
  return (
    <aside className="hr-demo" aria-label="Demonstration">
      <p>
        <strong>Demonstration.</strong> Nobody here is real. It is{' '}
        <time dateTime={now.toISOString()}>{formatTime(now, 'day-time', timeZone)}</time>.
      </p>
      <div className="hr-demo__clock">
        {(['1d', '7d'] as const).map((by) => (
          <PostForm key={by} action="/demonstration/clock">
            <input type="hidden" name="by" value={by} />
            <input type="hidden" name="back" value={props.path} />
            <button className="hr-link-button" type="submit">
              {by === '1d' ? 'Next day' : 'Next week'}
            </button>
          </PostForm>
        ))}
        <a href="/demonstration">Be somebody else</a>
      </div>
    </aside>
  )
}
