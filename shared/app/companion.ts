import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { stripVTControlCharacters } from 'node:util'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { type DrawnView, drawnView } from '#shared/core/live-view.ts'
import type { Lesson } from '#shared/core/manifest.ts'
import type { CompanionState } from './messages.ts'

/** So many of the last lines are kept. */
const MOST_LINES = 200
/** Windows are told no more often than this, in milliseconds. */
const TELL_EVERY_MS = 100
/** How long it may take to end, in milliseconds. */
const ENDS_WITHIN_MS = 5000
/** A line such as `  Server A   http://127.0.0.1:3001`. */
const PAGE = /^\s+(\S.*?)\s+(http:\/\/127\.0\.0\.1:\d+)\s*$/

/**
 * A lesson's command that runs on, such as the chat of lesson 03: in a process of its own, with what it prints and the
 * pages that it serves.
 */
export class Companion {
  readonly #changed: () => void
  #child: ChildProcessWithoutNullStreams | undefined
  #ended: Promise<void> = Promise.resolve()
  #lines: string[] = []
  #pages: { name: string; url: string }[] = []
  #view: DrawnView | undefined
  #isSolution = false
  #telling: NodeJS.Timeout | undefined

  constructor(changed: () => void) {
    this.#changed = changed
  }

  /**
   * Starts it, or starts it again.
   *
   * @param origin The page that may show its pages.
   */
  async start(lesson: Lesson, word: string, isSolution: boolean, origin: string): Promise<void> {
    await this.stop()
    this.#lines = []
    this.#view = undefined
    this.#isSolution = isSolution
    const words = ['lesson', lesson.id, ...(isSolution ? ['solution'] : []), word]
    const child = spawn(process.execPath, ['shared/cli/start.cjs', ...words], {
      cwd: ROOT,
      env: { ...process.env, NO_COLOR: '1', WORKBOOK_FRAMED_BY: origin },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    // A key may be sent to one that has just ended.
    child.stdin.on('error', () => {})
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.#take(line))
    }
    this.#ended = new Promise((resolve) => {
      const over = () => {
        if (this.#child === child) this.#child = undefined
        this.#pages = []
        this.#view = undefined
        this.#tellSoon()
        resolve()
      }
      child.once('exit', over)
      child.once('error', over)
    })
    this.#tellSoon()
  }

  /** Ends it, as Ctrl-C does. */
  async stop(): Promise<void> {
    const child = this.#child
    if (!child) return
    child.kill('SIGINT')
    const harder = setTimeout(() => child.kill('SIGKILL'), ENDS_WITHIN_MS)
    await this.#ended
    clearTimeout(harder)
  }

  /** What the page shows. */
  state(): CompanionState {
    return {
      isRunning: this.#child !== undefined,
      isSolution: this.#isSolution,
      lines: this.#lines,
      pages: this.#pages,
      ...(this.#view && { view: this.#view }),
    }
  }

  /** Presses one of the keys that its view offers; other keys do nothing. */
  press(key: string): void {
    if (this.#view && Object.hasOwn(this.#view.keys, key)) this.#child?.stdin.write(key)
  }

  #take(line: string): void {
    const view = drawnView(line)
    if (view) this.#view = view
    else this.#add(stripVTControlCharacters(line))
    this.#tellSoon()
  }

  #add(line: string): void {
    const [, name, url] = PAGE.exec(line) ?? []
    if (name && url) this.#pages = [...this.#pages.filter((page) => page.name !== name), { name, url }]
    this.#lines = [...this.#lines, line].slice(-MOST_LINES)
  }

  #tellSoon(): void {
    this.#telling ??= setTimeout(() => {
      this.#telling = undefined
      this.#changed()
    }, TELL_EVERY_MS)
  }
}
