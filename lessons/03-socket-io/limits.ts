// Yours. Lesson 03, Socket.IO over many servers: fill in the tasks marked TODO. Check with: npm test lessons/03

export type Allowance = () => boolean

/**
 * An allowance for one socket.
 *
 * @returns Says for each request whether it may be served.
 */
export function allowance(): Allowance {
  // TODO 03.6: refuse who may not enter, who is not in, and who asks too much
  return () => true
}

/** Does one thing after the other, in the order in which they are given. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>

/** A queue for one socket. What fails does not stop what comes behind it. */
export function queue(): InTurn {
  // TODO 03.5: joins and leaves that cross each other
  return (work) => work()
}
