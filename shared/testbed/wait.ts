/** After so long without a sign of life nothing more is to be learned of a process, in milliseconds. */
const SILENT_MS = 30_000

/**
 * Waits for something that processes do.
 *
 * @param running The processes that it may hang on.
 * @param trouble Rejects when one of them is in trouble.
 * @throws As `waiting` does, unless a process turns out to be in trouble: then that. It takes a while until an endless
 *   loop is found.
 */
export async function waitFor(
  waiting: Promise<unknown>,
  running: Iterable<{ isAlive(): Promise<void> }>,
  trouble: Promise<never>,
): Promise<void> {
  try {
    await Promise.race([waiting, trouble])
  } catch (error) {
    const signs = Promise.all([...running].map((process) => process.isAlive()))
    let timer: NodeJS.Timeout | undefined
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, SILENT_MS)
    })
    await Promise.race([signs, trouble, late]).finally(() => clearTimeout(timer))
    throw error
  }
}
