import { everydayPage } from './everyday-page.ts'

/**
 * Leaves for an everyday page at once. Without JavaScript it is a link through our own server,
 * which ends the session;
 * with it, the page is emptied first and the address replaced, and three presses of Escape do the
 * same.
 */
export function LeaveQuickly() {
  return (
    <a
      className="hr-leave"
      href="/leave"
      data-island="leave-quickly"
      data-to={everydayPage}
      rel="nofollow"
    >
      Leave quickly
    </a>
  )
}
