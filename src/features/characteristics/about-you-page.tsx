import { Radios } from 'nhsuk-react-components'
import { Fragment, type ReactNode } from 'react'
import type { Characteristics, SourcedCharacteristic } from '#content/types.ts'
import { Faults, type FormState } from '#features/form-fields/index.ts'
import { PostForm } from '#ui/post-form.tsx'
import { answersByGroup } from './characteristics.ts'

interface AboutYouPageProps {
  lists: Characteristics
  state: FormState
  /** What the referral said of their gender, in words; it counts while they gave no answer. */
  referralSays: string | null
  wasSaved: boolean
  next: { readonly href: string; readonly label: string }
}

/** Two questions that a person may answer, may leave alone, and may change at any time. */
export function AboutYouPage(props: AboutYouPageProps) {
  const { lists, state, referralSays, wasSaved, next } = props
  return (
    <div className="hr-reading">
      <Faults errors={state.errors} />
      {wasSaved && (
        <div className="hr-card hr-card--calm" role="status">
          <p>Saved. You can change it here whenever you like.</p>
          <p className="hr-about-you__next">
            <a className="nhsuk-button" href={next.href}>
              {next.label}
            </a>
          </p>
        </div>
      )}
      <h1 className="nhsuk-heading-l">About you</h1>
      <p>
        Two questions, about a minute. You don't have to answer either of them. Your treatment is
        the same whatever you say, and if you say nothing.
      </p>
      <PostForm action="/about-you">
        <Question name="gender_identity" list={lists.genderIdentity} state={state}>
          {referralSays && (
            <>
              Your referral says “{referralSays}”. Figures about the service go by that while there
              is no other answer, also if you'd rather not say.
            </>
          )}
        </Question>
        <Question name="ethnic_category" list={lists.ethnicCategory} state={state} />
        <p>
          Services like this one send these answers to NHS England with the other facts that they
          must send. <a href="/consent">Read what those are</a>
        </p>
        <button className="nhsuk-button" type="submit">
          Save
        </button>
      </PostForm>
      {!wasSaved && (
        <p>
          <a href={next.href}>Go on without saving</a>
        </p>
      )}
    </div>
  )
}

interface QuestionProps {
  name: string
  list: SourcedCharacteristic
  state: FormState
  children?: ReactNode
}

/** Nothing is chosen for anybody; saying that one would rather not is an answer like the others. */
function Question({ name, list, state, children }: QuestionProps) {
  const { ask, declined } = list
  return (
    <Radios
      id={`${name}-group`}
      name={name}
      legend={ask.question}
      legendProps={{ size: 'm' }}
      hint={
        <>
          {ask.why} {children}
        </>
      }
      error={state.errors[name]}
      small
    >
      {answersByGroup(list).map(({ title, answers }, part) => (
        <Fragment key={title}>
          {title !== '' && <p className="hr-about-you__group">{title}</p>}
          {answers.map(({ code, label }, index) => (
            <Radios.Item
              key={code}
              id={part === 0 && index === 0 ? name : `${name}-${code}`}
              value={code}
              defaultChecked={state.typed[name] === code}
            >
              {label}
            </Radios.Item>
          ))}
        </Fragment>
      ))}
      <Radios.Divider>or</Radios.Divider>
      <Radios.Item
        id={`${name}-${declined.code}`}
        value={declined.code}
        defaultChecked={state.typed[name] === declined.code}
      >
        {ask.decline}
      </Radios.Item>
    </Radios>
  )
}
