import type { styleText } from 'node:util'

/** The mark of something that passed. */
export const PASSED: '✓'
/** The mark of something that failed. */
export const FAILED: '✗'
/** The mark of something not started. */
export const OPEN: '○'

/** A stream whose colours are asked for. */
type Stream = { readonly isTTY?: boolean; readonly columns?: number }

/** Somebody typed what a command cannot take: `message` says in one sentence what to do. It ends with exit code 2. */
export class Misuse extends Error {
  override name: string
}

/** Something is wrong with the workbook itself: `message` is one sentence that names the file. Exit code 1. */
export class BadWorkbook extends Error {
  override name: string
}

/** A command was asked well and cannot do it: `message` says why, and what to do. It ends with exit code 1. */
export class Refusal extends Error {
  override name: string
}

/**
 * The exit code that an error stands for; undefined for one that is a defect of ours.
 *
 * @param error 2 for {@link Misuse}, 1 for {@link Refusal} and {@link BadWorkbook}.
 */
export function exitCodeOf(error: unknown): number | undefined

/**
 * Whether a stream gets colours: a terminal, unless `NO_COLOR` is set; `FORCE_COLOR` is obeyed.
 *
 * @param stream Default: `process.stdout`.
 * @param env Default: `process.env`.
 */
export function hasColours(stream?: Stream, env?: NodeJS.ProcessEnv): boolean

/**
 * Text in a colour, or as it is where the stream gets no colours.
 *
 * @param style As for `styleText` of `node:util`, for example `'red'` or `['bold', 'red']`.
 * @param stream Where it will be written. Default: `process.stdout`.
 */
export function paint(style: Parameters<typeof styleText>[0], text: string, stream?: Stream): string

/** The coloured mark of a state: ✓, ✗ or, for anything else, ○. */
export function mark(state: string, stream?: Stream): string

/** The parts of a text that are seen as one character each. */
export function segmentsOf(text: string): Generator<string>

/** How many columns of a terminal a text takes: colours count nothing, wide characters two. */
export function displayWidth(text: string): number

/** The text, filled up with spaces to a display width. A longer text stays as it is. */
export function pad(text: string, width: number): string

/**
 * Rows of cells as lines with aligned columns. Where they don't fit the terminal, the text of the widest column is
 * wrapped.
 *
 * @param options `gap`: spaces between columns, default 2. `indent`: spaces before each line, default 0. `width`: columns
 *   of the terminal that may be used, by default all of them.
 */
export function columns(
  rows: readonly (readonly string[])[],
  options?: { readonly gap?: number; readonly indent?: number; readonly width?: number },
): string

/**
 * How many columns the terminal has. Where there is none, `COLUMNS` says it.
 *
 * @param otherwise What it is when nothing says it. Default: 100.
 */
export function terminalWidth(otherwise?: number, stream?: Stream, env?: NodeJS.ProcessEnv): number

/** Text whose lines fit the terminal. A pipe or a file gets it unchanged. */
export function fitted(text: string, stream?: Stream): string

/** Writes text to stdout, {@link fitted} to the terminal. */
export function print(text?: string): void

/**
 * Breaks lines between words so that none is wider than `width` columns, if its words allow it.
 *
 * @param options `hang`: the indentation of the lines after the first, by default the first one's, including a mark such
 *   as ✗. `cut`: whether words that are longer than a line are broken as well.
 */
export function wrap(
  text: string,
  width: number,
  options?: { readonly hang?: number; readonly cut?: boolean },
): string

/** From now on, a reader that has gone (`npm run lesson | head -3`) ends the process without a word. */
export function endQuietlyOnClosedPipe(): void

/**
 * Writes to stderr and ends the process.
 *
 * @param message What is wrong and what to do.
 * @param code The exit code. Default: 2, bad input.
 */
export function fail(message: string, code?: number): never

/**
 * npm and its shell do not hand on every signal: from now on, this process ends when the one that started it has, and
 * on Linux also when npm has that started the shell.
 */
export function endWithParent(): void

/** A sentence about an error of the system that a read-only or full disk is the reason of; undefined for any other. */
export function fileFault(error: unknown): string | undefined

/**
 * Runs a command: errors that have an {@link exitCodeOf}, or are a {@link fileFault}, end it with a sentence, a closed
 * pipe ends it quietly.
 */
export function runCommand(main: () => void | Promise<void>): Promise<void>
