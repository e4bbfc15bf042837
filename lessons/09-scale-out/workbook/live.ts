/** `npm run lesson 09 live`: nodes, slots, subscribers, and messages of a cluster, live. */

import { quote } from '#shared/cli/args.mjs'
import { canShowViews, showView, type ViewSize } from '#shared/core/live-view.ts'
import { Misuse } from '#shared/core/terminal.mjs'
import { openCluster } from '#shared/redis/cluster/open-cluster.ts'
import type { RunLessonCommand } from '#shared/runner/lesson-command.ts'
import { keysOf, pictureLines } from './live/picture.ts'
import { View } from './live/view.ts'

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
  const isShown = canShowViews()
  try {
    if (!isShown) console.log(cluster.label)
    const view = await View.open(cluster, clients[0]!, (line) => isShown || console.log(line))
    const live = {
      draw: (size: ViewSize) => pictureLines(view.picture, size),
      keys: () => keysOf(view.picture),
      press: (key: string) => view.press(key),
    }
    const hide = isShown ? showView(live, end) : () => {}
    await ended
    hide()
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
