import { stripVTControlCharacters } from 'node:util'
import { atTerminal, CTRL_C, listenForKeys } from './keys.ts'
import { Screen } from './screen.ts'
import { wrap } from './terminal.mjs'

/** How often a view is drawn again, in milliseconds. */
const DRAW_EVERY_MS = 100
/** The size of a view in the panel of the workbook's page, in characters. */
const IN_PAGE: ViewSize = { width: 66, height: 30 }
/** A line for the page begins so, and goes on as the JSON of a {@link DrawnView}. */
const MARK = '\u001e'

/** How much room there is, in characters. */
export interface ViewSize {
  readonly width: number
  readonly height: number
}

/** A view that changes while it is shown, and that can be acted on with single keys. */
export interface LiveView {
  /** Its lines. */
  draw(size: ViewSize): readonly string[]
  /** What each key does at the moment. `q` ends the view, and isn't among them. */
  keys(): Readonly<Record<string, string>>
  press(key: string): void
}

/** A view as the workbook's page shows it. */
export interface DrawnView {
  readonly lines: readonly string[]
  /** What each key does. */
  readonly keys: Readonly<Record<string, string>>
}

/** Whether a view can be shown: in a terminal, or in the workbook's page. Elsewhere a command prints lines instead. */
export function canShowViews(): boolean {
  return atTerminal() || isInPage()
}

/** The page starts a command with this variable, and without a terminal. */
function isInPage(): boolean {
  return process.env.WORKBOOK_FRAMED_BY !== undefined && !process.stdout.isTTY
}

/**
 * Shows a view, and reacts to keys.
 *
 * @param ended Is called when the learner asks for the end.
 * @returns Stops showing it.
 */
export function showView(view: LiveView, ended: () => void): () => void {
  return isInPage() ? inPage(view) : inTerminal(view, ended)
}

function inTerminal(view: LiveView, ended: () => void): () => void {
  const draw = () => screen.draw(withKeys(view, screen.size))
  const screen = new Screen(draw)
  const timer = setInterval(draw, DRAW_EVERY_MS)
  const forget = listenForKeys((key) => {
    if (key === 'q' || key === 'Q' || key === CTRL_C) ended()
    else press(view, key)
    draw()
  })
  draw()
  return () => {
    clearInterval(timer)
    forget()
    screen.close()
  }
}

/** The lines of a view and, below them, what the keys do. In a terminal with very few lines, the keys remain. */
export function withKeys(view: Pick<LiveView, 'draw' | 'keys'>, { width, height }: ViewSize): string[] {
  const all = [...Object.entries(view.keys()), ['q', 'quit']].map(([key, does]) => `${key}: ${does}`)
  const keys = ['', ...wrap(all.join(' · '), width).split('\n')]
  const lines = view.draw({ width, height: Math.max(0, height - keys.length) })
  return [...lines, ...keys].slice(-height)
}

/** The page shows the lines, and sends the key of a button that is clicked. */
function inPage(view: LiveView): () => void {
  let before = ''
  const draw = () => {
    const drawn: DrawnView = { lines: view.draw(IN_PAGE).map(stripVTControlCharacters), keys: view.keys() }
    const line = JSON.stringify(drawn)
    if (line !== before) console.log(MARK + line)
    before = line
  }
  const timer = setInterval(draw, DRAW_EVERY_MS)
  const take = (text: Buffer) => {
    for (const key of String(text)) press(view, key)
  }
  process.stdin.on('data', take)
  draw()
  return () => {
    clearInterval(timer)
    process.stdin.off('data', take)
    process.stdin.pause()
  }
}

function press(view: LiveView, key: string): void {
  const small = key.toLowerCase()
  if (small in view.keys()) view.press(small)
}

/** The view in a line that a command has written for the page; undefined for any other line. */
export function drawnView(line: string): DrawnView | undefined {
  return line.startsWith(MARK) ? (JSON.parse(line.slice(MARK.length)) as DrawnView) : undefined
}
