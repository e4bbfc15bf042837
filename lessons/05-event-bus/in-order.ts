// Yours. Lesson 05, An event bus: fill in the tasks marked TODO. Check with: npm test lessons/05

export type InOrder = <T>(key: string, work: () => Promise<T>) => Promise<T>

/** What fails does not stop what comes behind it. A key that nothing waits for takes no memory. */
export function inOrder(): InOrder {
  // TODO 05.6: what has the same key is handled in order
  return (_key, work) => work()
}
