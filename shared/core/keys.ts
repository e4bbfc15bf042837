/** Ctrl-C, where the terminal hands on single keys. */
export const CTRL_C = '\u0003'

/** True when somebody sits at a terminal, who can see what is shown and press a key. */
export function atTerminal(): boolean {
  return process.stdin.isTTY === true && process.stdout.isTTY === true && process.env.TERM !== 'dumb'
}

/**
 * Takes single keys, without Enter. Meanwhile Ctrl-C is a key like any other, {@link CTRL_C}.
 *
 * @returns Ends it; the terminal is as before.
 */
export function listenForKeys(pressed: (key: string) => void): () => void {
  const { stdin } = process
  const take = (text: string) => {
    for (const key of text) pressed(key)
  }
  stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  stdin.on('data', take)
  stdin.resume()
  return () => {
    stdin.off('data', take)
    stdin.setRawMode(false)
    stdin.pause()
  }
}

/** Waits for one of these keys, and gives it. */
export function waitForKey(keys: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const end = listenForKeys((key) => {
      if (!keys.includes(key)) return
      end()
      resolve(key)
    })
  })
}
