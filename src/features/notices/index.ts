export { deliverMail, type MailSettings } from './deliver-mail.ts'
export { linksOf, withOrigin, withoutSecrets } from './render-notice.ts'
export { latestMail, type OutboxMail, unsentMailIds } from './repository.ts'
export { type Notice, sendNotice } from './send-notice.ts'
