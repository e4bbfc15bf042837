import { writeSync } from 'node:fs'

const ESC = '\u001b'
/** Switches to a second screen and hides the cursor. The first screen stays as it is. */
const ENTER = `${ESC}[?1049h${ESC}[?25l${ESC}[2J`
const LEAVE = `${ESC}[?25h${ESC}[?1049l`
/** Terminals that know these marks show everything between them at once. Others ignore them. */
const BEGIN = `${ESC}[?2026h`
const END = `${ESC}[?2026l`

/** The part of a terminal stream that the screen uses. */
export type Terminal = Pick<NodeJS.WriteStream, 'write' | 'on' | 'off' | 'columns' | 'rows'> & {
  readonly fd: number
}

/** Controls the terminal until it's closed. */
export class Screen {
  readonly #stream: Terminal
  readonly #resized: () => void
  #lines: readonly string[] = []
  #open = true

  /** @param resized Called when the size has changed. */
  constructor(resized: () => void, stream: Terminal = process.stdout) {
    this.#stream = stream
    this.#resized = () => {
      this.#lines = []
      this.#stream.write(`${ESC}[2J`)
      resized()
    }
    stream.write(ENTER)
    stream.on('resize', this.#resized)
    // Restores the terminal however the process exits.
    process.on('exit', this.#leave)
  }

  get size(): { width: number; height: number } {
    return { width: this.#stream.columns || 80, height: this.#stream.rows || 24 }
  }

  /** Shows these lines. Only those that have changed are written, so that nothing flickers. */
  draw(lines: readonly string[]): void {
    if (!this.#open) return
    const changed = lines.flatMap((line, row) =>
      line === this.#lines[row] ? [] : `${ESC}[${row + 1};1H${line}${ESC}[K`,
    )
    const below = lines.length < this.#lines.length ? `${ESC}[${lines.length + 1};1H${ESC}[J` : ''
    if (changed.length > 0 || below) this.#stream.write(BEGIN + changed.join('') + below + END)
    this.#lines = lines
  }

  /** Restores the terminal. */
  close(): void {
    this.#stream.off('resize', this.#resized)
    process.off('exit', this.#leave)
    this.#leave()
  }

  readonly #leave = (): void => {
    if (!this.#open) return
    this.#open = false
    // Synchronously: later output may be lost when the process exits.
    try {
      writeSync(this.#stream.fd, LEAVE)
    } catch {
      // The terminal is closed.
    }
  }
}
