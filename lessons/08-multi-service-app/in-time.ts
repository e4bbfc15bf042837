// Yours. Lesson 08, A shop of three services: fill in the tasks marked TODO. Check with: npm test lessons/08

export async function inTime<T>(ms: number, work: Promise<T>): Promise<T> {
  // TODO 08.6: Keep responding while Redis is down
  // Settle as the work does, but reject after ms milliseconds. The work itself goes on.
  return work
}
