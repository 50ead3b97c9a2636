export { findOpenModule, type OpenModule } from './open-module.ts'
export { chosenIn, companionsBlock, partAnswers, saveAnswer } from './part-answers.ts'
export { type Reading, readingOf, sectionPath, visibleSections } from './section-data.ts'
export { shortWayPath } from './short-way.tsx'
