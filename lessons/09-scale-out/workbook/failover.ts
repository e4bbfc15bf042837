/** `npm run lesson 09 failover`: the master of a channel is killed while messages are published. */
import type { RunLessonCommand } from '#shared/runner/lesson-command.ts'
import { narrate } from './faults/narrate.ts'

export const run: RunLessonCommand = (extra) =>
  narrate(extra, {
    word: 'failover',
    intro: 'The master of a channel is killed, and its replica takes over.',
    async cause(cluster, channel, tell) {
      const killed = await cluster.faults.killMasterOf(channel)
      tell(`node ${killed.name}, the master of all rooms, is killed`)
      void cluster.faults.promoted(killed).then(
        (now) => tell(`node ${now.name}, its replica, is the new master for all nodes`),
        // The cluster was stopped before.
        () => {},
      )
    },
  })
