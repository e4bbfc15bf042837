/** `npm run lesson 07 live`: shows channels, messages, and canaries live, using the lesson's code. */

import { quote } from '#shared/cli/args.mjs'
import { canShowViews, type LiveView, showView } from '#shared/core/live-view.ts'
import { Misuse } from '#shared/core/terminal.mjs'
import type { RunLessonCommand } from '#shared/runner/lesson-command.ts'
import { healthText, keysOf, type Picture, pictureLines } from './live/picture.ts'
import { View } from './live/view.ts'

/** How often a line is printed where the view can't be shown, in milliseconds. */
const LINE_EVERY_MS = 1000

export const run: RunLessonCommand = async (extra) => {
  const [unknown] = extra.words
  if (unknown !== undefined) {
    throw new Misuse(
      `live doesn't know ${quote(unknown)}.\n  Example: npm run lesson 07 solution live ioredis`,
    )
  }
  const asked = endAsked()
  const isShown = canShowViews()
  const view = await View.open(extra, (text) => isShown || console.log(`${time()}  ${text}`))
  const hide = isShown ? showView(viewOf(view), asked.ask) : asLines(view)
  let failure: Error | undefined
  try {
    await Promise.race([asked.end, view.failed])
  } catch (error) {
    failure = error as Error
  } finally {
    hide()
    await view.close()
    asked.forget()
  }
  if (failure) console.log(failure.message)
  const { seen, missing } = view.canaries
  console.log(`The live view has ended. It showed ${seen} canaries; ${missing} of them were missing.`)
  return failure ? 1 : 0
}

function viewOf(view: View): LiveView {
  return {
    draw: (size) => pictureLines(view.picture(), size),
    keys: () => keysOf(view.picture()),
    press: (key) => (key === 's' ? view.holdUp() : view.cut()),
  }
}

/** Writes a line each second. */
function asLines(view: View): () => void {
  const timer = setInterval(() => {
    const picture = view.picture()
    if (picture.rows || picture.health) console.log(`${time()}  ${lineOf(picture)}`)
  }, LINE_EVERY_MS)
  return () => clearInterval(timer)
}

function lineOf({ health, rows = [], patterns }: Picture): string {
  const channels = rows.map(
    ({ channel, subscribers, published }) =>
      `${channel.replace(/^canary:.*/, 'canary')} ${subscribers} (${published.toFixed(1)}/s)`,
  )
  const parts = [health ? healthText(health) : 'no canary yet', ...channels, `patterns ${patterns ?? '?'}`]
  return parts.join(' · ')
}

function time(): string {
  return new Date().toTimeString().slice(0, 8)
}

/** Resolves `end` on Ctrl-C and the other signals that ask a program to end. */
function endAsked(): { end: Promise<void>; ask(): void; forget(): void } {
  let ask = () => {}
  const end = new Promise<void>((resolve) => {
    ask = resolve
  })
  // The program receives Ctrl-C itself, and then npm forwards it, so it may arrive twice.
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, ask)
  const forget = () => {
    for (const signal of signals) process.off(signal, ask)
  }
  return { end, ask: () => ask(), forget }
}
