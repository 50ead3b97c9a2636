import type { ReactNode } from 'react'
import { usePageSettings } from './page-settings.tsx'

interface PostFormProps {
  action: string
  children: ReactNode
  className?: string
  id?: string
  /** Identifies this one act, so that a second press or a retry is one act. */
  sendKey?: string
  /** An island looks for this: data-island="…" on the form. */
  island?: string
  /** One of its fields is a file. */
  sendsFile?: boolean
  data?: Readonly<Record<`data-${string}`, string>>
}

/** A form that changes something: posted, with the token against forged requests in it. */
export function PostForm({
  action,
  children,
  className,
  id,
  sendKey,
  island,
  sendsFile,
  data,
}: PostFormProps) {
  const { csrfToken } = usePageSettings()
  return (
    <form
      method="post"
      action={action}
      className={className}
      id={id}
      noValidate
      encType={sendsFile ? 'multipart/form-data' : undefined}
      data-island={island}
      {...data}
    >
      {csrfToken && <input type="hidden" name="csrf" value={csrfToken} />}
      {sendKey && <input type="hidden" name="send_key" value={sendKey} />}
      {children}
    </form>
  )
}
