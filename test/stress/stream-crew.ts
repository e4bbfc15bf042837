import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import type { WorkerOrder } from './stream-names.ts'

const FILE = fileURLToPath(new URL('./stream-worker.ts', import.meta.url))

interface Member {
  readonly name: string
  readonly child: ChildProcess
  /** It has begun to read. */
  ready: boolean
  /** What it said as an error. */
  said: string
}

/** Consumers in processes. One that dies is followed by another one, with a new name. */
export class StreamCrew {
  /** The names of those that were killed, or have killed themselves. */
  readonly dead = new Set<string>()
  /** What should not happen. */
  readonly problems: string[] = []
  readonly #order: Omit<WorkerOrder, 'name'>
  readonly #members: Member[] = []
  #begun = 0
  #closing = false

  constructor(order: Omit<WorkerOrder, 'name'>) {
    this.#order = order
  }

  start(count: number): void {
    for (let index = 0; index < count; index++) this.#begin(index)
  }

  /** Kills one that is at work, beginning to look at this one; false when there is none. */
  kill(index: number): boolean {
    const inTurn = [...this.#members.slice(index), ...this.#members.slice(0, index)]
    const member = inTurn.find(({ ready }) => ready)
    if (!member) return false
    member.ready = false
    return member.child.kill('SIGKILL')
  }

  /** Lets all finish what they have. */
  async close(): Promise<void> {
    this.#closing = true
    await Promise.all(
      this.#members.map(({ child }) => {
        const gone = new Promise((resolve) => child.once('exit', resolve))
        child.send('close')
        return gone
      }),
    )
  }

  /** Ends all, however far they are. */
  end(): void {
    this.#closing = true
    for (const { child } of this.#members) child.kill('SIGKILL')
  }

  #begin(index: number): void {
    this.#begun++
    const name = `worker ${this.#begun}`
    const child = spawn(process.execPath, ['--import', 'tsx', FILE], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    const member: Member = { name, child, ready: false, said: '' }
    this.#members[index] = member
    child.on('error', (error) => this.problems.push(`${name}: ${error.message}`))
    child.once('message', () => {
      member.ready = true
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      member.said += text
    })
    // When all that it said has been read as well.
    child.once('close', (code, signal) => {
      const killed = signal === 'SIGKILL'
      member.ready = false
      if (!killed && !(this.#closing && code === 0)) {
        this.problems.push(`${name} has ended with ${signal ?? code}: ${member.said}`)
      }
      if (this.#closing) return
      this.dead.add(name)
      // One that cannot even begin would be followed by others for ever.
      if (killed) this.#begin(index)
    })
    child.send({ ...this.#order, name } satisfies WorkerOrder)
  }
}
