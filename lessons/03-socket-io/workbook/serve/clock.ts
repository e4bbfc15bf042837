/** Milliseconds since some moment that is the same for all threads of this process. */
export function now(): number {
  return Number(process.hrtime.bigint() / 1000n) / 1000
}
