import { spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'

/** A small process beside this one. It does what is left to do when this one has gone, however it died. */
export interface Sidecar {
  /** Rejects when it could not be started, for example because the Node.js that we run on was removed meanwhile. */
  readonly started: Promise<void>
  /** Tells it something, as one line of its standard input. That input ends when this process does. */
  tell(line: string): void
  /** Ends it before it does anything, and waits until it is gone. */
  stop(): Promise<void>
}

/**
 * Starts a companion. It does not keep this process alive, and a signal to our group does not reach it.
 *
 * @param script Its name in this folder: plain JavaScript, so that it is there at once.
 * @param args What everybody may see who lists the processes.
 */
export function startSidecar(script: string, args: readonly string[] = []): Sidecar {
  // Without our NODE_OPTIONS: a debugger or a loader in there is not meant for it.
  const { NODE_OPTIONS: _, ...env } = process.env
  const file = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, [file, ...args], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    windowsHide: true,
    env,
  })
  const pipe = child.stdin as unknown as Socket
  // If it has been killed, it must not take us down.
  child.on('error', () => {})
  pipe.on('error', () => {})
  child.unref()
  pipe.unref()
  const started = new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', reject)
  })
  started.catch(() => {})

  return {
    started,
    tell(line) {
      if (pipe.writable) pipe.write(`${line}\n`)
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.ref()
      child.kill('SIGKILL')
      await gone
    },
  }
}
