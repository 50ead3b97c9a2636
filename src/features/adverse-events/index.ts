export { type AdverseEvent, latestOf } from './adverse-event.ts'
export { titleOf } from './event-summary.tsx'
export { EventsList, eventsNews } from './events-part.tsx'
export { eventsOf } from './repository.ts'
