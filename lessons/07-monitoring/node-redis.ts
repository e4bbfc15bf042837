// Yours. Fill in the TODOs, then check: npm test lessons/07

import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { literally } from '../../shared/lesson/glob.ts'
import { todo } from '../../shared/lesson/todo.ts'
import { end, inTime, open } from '../../solutions/01-basic-pubsub/node-redis.ts'
import type { Inspector, PubSubSnapshot, ServerRole } from './contract.ts'

export async function openInspector({ url, namespace, report }: ConnectOptions): Promise<Inspector> {
  const client = await open(url, report)
  /** Matches our channels, even if the namespace contains wildcards. */
  const ours = `${literally(namespace)}*`

  async function snapshot(): Promise<PubSubSnapshot> {
    // TODO 07.1: Take a snapshot
    // Ask for the channels that match `ours` and the number of patterns, then once for all counts.
    // Leave out zeros.
    return todo('07.1')
  }

  async function role(): Promise<ServerRole> {
    // TODO 07.6: Notice a demoted master
    // INFO replication has a line `role:master` or `role:slave`.
    return todo('07.6')
  }

  // inTime() rejects after five seconds.
  return { snapshot: () => inTime(snapshot()), role: () => inTime(role()), close: () => end(client) }
}
