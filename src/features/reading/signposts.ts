import type { CrisisContact, SignpostBlock } from '#content/types.ts'

export interface Signpost {
  readonly name: string
  readonly number: string | null
  readonly href: string | null
  readonly how: string
  readonly hours: string
}

type Category = Exclude<SignpostBlock['category'], 'crisis'>

/**
 * National services that are free to ring. Whoever runs the service reviews them every six
 * months.
 */
const services: Record<Category, readonly (readonly [string, string, string, string])[]> = {
  money: [
    ['Citizens Advice', '0800 144 8848', 'Debt, rent, benefits and bills.', 'Weekdays, 9 to 5'],
    [
      'StepChange',
      '0800 138 1111',
      'Help with debt, in confidence.',
      'Weekdays, 8 to 8; Saturday, 9 to 2',
    ],
  ],
  work: [
    ['Acas helpline', '0300 123 1100', 'Your rights at work.', 'Weekdays, 8 to 6'],
    [
      'Citizens Advice',
      '0800 144 8848',
      'Sick pay, benefits and problems at work.',
      'Weekdays, 9 to 5',
    ],
  ],
  abuse: [
    [
      'National Domestic Abuse Helpline',
      '0808 2000 247',
      'For women, run by Refuge.',
      'Day and night',
    ],
    ['Men’s Advice Line', '0808 801 0327', 'For men.', 'Weekdays, 10 to 5'],
  ],
  alcohol: [
    [
      'Drinkline',
      '0300 123 1110',
      'About your own drinking, or somebody else’s.',
      'Weekdays, 9 to 8; weekends, 11 to 4',
    ],
  ],
  bereavement: [
    [
      'Cruse',
      '0808 808 1677',
      'When somebody has died, however long ago.',
      'Every day; hours vary',
    ],
  ],
}

export function signposts(
  category: SignpostBlock['category'],
  crisis: readonly CrisisContact[],
): readonly Signpost[] {
  if (category === 'crisis') return crisis.filter(({ number, href }) => number ?? href)
  return services[category].map(([name, number, how, hours]) => ({
    name,
    number,
    how,
    hours,
    href: `tel:${number.replaceAll(' ', '')}`,
  }))
}
