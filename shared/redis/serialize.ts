/**
 * Makes calls wait for each other: a restart that overlapped a stop would leave a server behind.
 *
 * @returns A function that runs the work it is given when all earlier work has settled.
 */
export function serialize(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
}
