/**
 * Who reads what a person writes, in the same words beside every box; all of them, with the
 * reasons, are on "Who can see what", which every page of theirs leads to.
 */
export function WhoReads({
  therapistName,
  what = 'this',
}: {
  therapistName: string
  what?: string
}) {
  return (
    <>
      You, <bdi>{therapistName}</bdi> and their supervisor can read {what}. So can the team when
      there is a worry about your safety.
    </>
  )
}
