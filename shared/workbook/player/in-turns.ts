/**
 * Works on all items in their order, on no more than `most` at a time.
 *
 * @throws What `work` throws first; work that has begun goes on.
 */
export async function inTurns<T>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items]
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: most }, lane))
}
