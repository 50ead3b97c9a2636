/** How hard a text is to read. */
export interface ReadingEase {
  readonly words: number
  readonly sentences: number
  /** Flesch-Kincaid grade: 0.39 words per sentence + 11.8 syllables per word - 15.59. */
  readonly grade: number
  readonly meanSentence: number
  readonly longestSentence: string
  readonly longestWords: number
}

export function readingEase(texts: readonly string[]): ReadingEase {
  const sentences = texts.flatMap(sentencesOf)
  const lengths = sentences.map((sentence) => wordsOf(sentence).length)
  const words = lengths.reduce((sum, length) => sum + length, 0)
  const syllables = sentences.flatMap(wordsOf).reduce((sum, word) => sum + syllablesIn(word), 0)
  const longestWords = lengths.reduce((most, length) => Math.max(most, length), 0)
  const longestSentence = sentences[lengths.indexOf(longestWords)] ?? ''
  const meanSentence = sentences.length === 0 ? 0 : words / sentences.length
  const grade = words === 0 ? 0 : 0.39 * meanSentence + 11.8 * (syllables / words) - 15.59
  return { words, sentences: sentences.length, grade, meanSentence, longestSentence, longestWords }
}

/** Sentences that end in a full stop, question mark, ellipsis or the end of their paragraph. */
export function sentencesOf(text: string): string[] {
  return text
    .replace(/\b(e\.g|i\.e|Dr|Mr|Mrs|Ms|St|vs|approx|a\.m|p\.m)\./gi, '$1')
    .split(/(?<=[.?!…][”’"')\]]*)\s+(?=[“‘"'([]*[\p{Lu}\d])|\n{2,}|(?<=[:;])\s*\n/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => wordsOf(sentence).length > 0)
}

export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+(?:['’.,:/-][\p{L}\p{N}]+)*/gu) ?? []
}

/** An estimate: vowel groups, less the silent endings of English. Figures count as one each. */
export function syllablesIn(word: string): number {
  const parts = word.toLowerCase().split('-')
  return parts.reduce((sum, part) => sum + syllablesOfPart(part), 0)
}

const irregular: Readonly<Record<string, number>> = {
  being: 2,
  business: 2,
  client: 2,
  clients: 2,
  create: 2,
  diary: 3,
  diet: 2,
  doing: 2,
  evening: 2,
  evenings: 2,
  every: 2,
  everything: 3,
  everyone: 3,
  goes: 1,
  going: 2,
  idea: 3,
  ideas: 3,
  maybe: 2,
  people: 2,
  poem: 2,
  quiet: 2,
  science: 2,
  seeing: 2,
  sometimes: 2,
  someone: 2,
  something: 2,
  somewhere: 2,
  usual: 3,
  usually: 4,
  warehouse: 2,
  area: 3,
}

function syllablesOfPart(part: string): number {
  const known = irregular[part]
  if (known !== undefined) return known
  const letters = part.replace(/['’].*$/, '').replace(/[^a-zà-ÿ]/g, '')
  if (letters === '') return 1
  const silent = silentEndings.reduce((spoken, ending) => spoken.replace(ending, ''), letters)
  const spoken = silent.replace(/^y|(?<=[aeiou])y(?=[aeiou])/g, 'j')
  const groups = spoken.match(/[aeiouyà-ÿ]+/g)?.length ?? 0
  const apart = partedVowels.filter((pattern) => pattern.test(letters)).length
  return Math.max(1, groups + apart)
}

/** Written but not spoken: walk(e)d, tim(e)s, hop(e)ful, lat(e), leag(ue). */
const silentEndings: readonly RegExp[] = [
  /(?<=[aeiouy].*[^td])(?<![^aeiouylr]l|[^aeiouyr]r)e(?=d$)/,
  /(?<=[aeiouy].*[^aeiouysxzcg])(?<!ch|sh|[^aeiouylr]l)e(?=s$)/,
  /(?<=[aeiouy].*[^aeiouy])(?<![^aeiouylr]l)e$/,
  /(?<=[aeiouy].*[^aeiouy])(?<![^aeiouylr]l)e(?=(?:ly|ful|fully|less|ness|ment|ments|ty)$)/,
  /(?<=[aeiou]g)ue$/,
]

/** Two vowels side by side that are spoken as two. */
const partedVowels: readonly RegExp[] = [
  /(?<![ctg])ia/,
  /(?<![ctgx])iou/,
  /i(?:o(?!us|n|ur)|um)/,
  /[^ctsgln]ion/,
  /ie(?=t)/,
  /[^qg]ua[lt]/,
  /eo(?!us|ple)/,
  /(?:[aeiou]|[^aeiou]y)ing$/,
  /realis/,
]

const refusedWords: readonly (readonly [RegExp, string])[] = [
  [/\bsimply\b/gi, 'the word "simply"'],
  [/(?<!\bonly )\bjust\b(?! (?:as|before|after)\b)/gi, '"just" as a filler'],
  [/\bjourneys?\b/gi, 'the word "journey"'],
  [/\btool-?kits?\b/gi, 'the word "toolkit"'],
  [/\btips and tricks\b/gi, '"tips and tricks"'],
  [/\bempower\w*/gi, 'the word "empower"'],
  [/\bsufferers?\b/gi, 'the word "sufferer"'],
  [/\bpatients like you\b/gi, '"patients like you"'],
  [/\bdid you know\b/gi, '"Did you know"'],
  [/!/g, 'an exclamation mark'],
  [/—/g, 'a long dash'],
  [/\p{Extended_Pictographic}/gu, 'an emoji'],
]

/** Ways of writing that the programme's voice does without, each named once. */
export function refusedIn(text: string): string[] {
  return refusedWords.flatMap(([pattern, name]) => (text.match(pattern) ? [name] : []))
}
