/** `npm run lesson 09 live`: nodes, slots, subscribers, and messages of a cluster, live. */

import { quote } from '#shared/cli/args.mjs'
import { atTerminal, CTRL_C, listenForKeys } from '#shared/core/keys.ts'
import { Misuse } from '#shared/core/terminal.mjs'
import { openCluster } from '#shared/redis/cluster/open-cluster.ts'
import type { RunLessonCommand } from '#shared/runner/lesson-command.ts'
import { Screen } from '../../07-monitoring/workbook/live/screen.ts'
import { pictureLines } from './live/picture.ts'
import { View } from './live/view.ts'

/** How often the view is redrawn, in milliseconds. */
const DRAW_EVERY_MS = 100
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export const run: RunLessonCommand = async ({ words: [unknown], clients, lesson }) => {
  if (unknown !== undefined) {
    throw new Misuse(
      `live doesn't know ${quote(unknown)}.\n  Example: npm run lesson ${lesson.id} live ioredis`,
    )
  }
  const cluster = await openCluster()
  let end = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  for (const signal of SIGNALS) process.on(signal, end)
  const inTerminal = atTerminal()
  try {
    if (!inTerminal) console.log(cluster.label)
    const view = await View.open(cluster, clients[0]!, (line) => inTerminal || console.log(line))
    const close = inTerminal ? onScreen(view, end) : () => {}
    await ended
    close()
    await view.close()
    const rooms = view.picture.rooms.map(
      ({ name, published, received, missing }) =>
        `${name}: ${published} published, ${received} received, ${missing} missing`,
    )
    console.log(`The live view has ended. ${rooms.join('; ')}.`)
  } finally {
    for (const signal of SIGNALS) process.off(signal, end)
    await cluster.stop()
  }
  return 0
}

/** Draws the view repeatedly, and reacts to keys, until the function that it returns is called. */
function onScreen(view: View, end: () => void): () => void {
  const draw = () => screen.draw(pictureLines(view.picture, screen.size))
  const screen = new Screen(draw)
  const timer = setInterval(draw, DRAW_EVERY_MS)
  const forget = listenForKeys((key) => {
    if (key === 'q' || key === 'Q' || key === CTRL_C) end()
    else view.press(key.toLowerCase())
    draw()
  })
  draw()
  return () => {
    clearInterval(timer)
    forget()
    screen.close()
  }
}
