import type { CourseRange } from './range-for.ts'

/** What the band is, for staff: from where, and that nobody has approved it where nobody has. */
export function staffRangeWords({ source, isApproved, stopsAfterWeek }: CourseRange): string {
  const approved = isApproved ? '' : ' Approved by nobody.'
  const stops =
    stopsAfterWeek === null
      ? ''
      : ` It ends ${stopsAfterWeek} weeks after the first form: no range is known after that.`
  return (
    'the middle half of people with the same first score, week by week; a quarter are above it ' +
    `and a quarter below. ${source.replace(/\.?$/, '.')}${approved}${stops}`
  )
}

/** The same for the person themselves, under "Light strip". */
export function ownRangeWords({ stopsAfterWeek }: CourseRange): string {
  const stops =
    stopsAfterWeek === null
      ? ''
      : `. It stops ${stopsAfterWeek} weeks after your first form: after that nobody knows where ` +
        'scores usually are'
  return `about half of people who began where you did are inside it, and half are outside${stops}`
}

/** What the strip is and is not, in a few sentences beside a person's own graph. */
export function rangeExplained({ isIllustrative }: CourseRange): string[] {
  return [
    'The light strip shows where scores usually are, for people whose first score was the same ' +
      'as yours. About half of them are inside the strip. The other half are above or below it, ' +
      'and that is ordinary.',
    'It does not say how you will be next week. Your therapist looks at it with you. If you are ' +
      'above it, that is a reason to talk about what would help.',
    ...(!isIllustrative
      ? []
      : ['It is a rough guide, made from the averages of many people. It can be wrong for you.']),
  ]
}
