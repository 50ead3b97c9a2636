export { type EndOfModule, moduleEnds } from './finish-module.ts'
export { ChartView, DiagramView } from './own-words-view.tsx'
export { type Answers, partAnswers } from './part-answers.ts'
export { type Reading, readingOf, sectionPath, visibleSections } from './section-data.ts'
