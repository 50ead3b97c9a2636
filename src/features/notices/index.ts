export { deliverMail } from './deliver-mail.ts'
export { linksOf, withOrigin, withoutSecrets } from './render-notice.ts'
export { latestMail, type OutboxMail, unsentMailIds } from './repository.ts'
export { sendNotice } from './send-notice.ts'
