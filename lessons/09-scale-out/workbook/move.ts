/** `npm run lesson 09 move`: the slot of a channel moves to another master while messages are published. */
import { slotOf } from '#shared/redis/cluster/slot.ts'
import type { RunLessonCommand } from '#shared/runner/lesson-command.ts'
import { narrate } from './faults/narrate.ts'

export const run: RunLessonCommand = (extra) =>
  narrate(extra, {
    word: 'move',
    intro: 'The slot of a channel moves to another master.',
    async cause(cluster, channel, tell) {
      const [from, to] = await cluster.nodes()
      const slot = slotOf(channel)
      await cluster.faults.moveSlot(slot, to!)
      tell(`slot ${slot} has moved from ${from!.name} to ${to!.name}, and all nodes know it`)
    },
  })
