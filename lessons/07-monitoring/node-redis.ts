// Yours. Lesson 07, Monitoring: fill in the tasks marked TODO. Check with: npm test lessons/07

import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { literally } from '../../shared/lesson/glob.ts'
import { todo } from '../../shared/lesson/todo.ts'
import { end, inTime, open } from '../../solutions/01-basic-pubsub/node-redis.ts'
import type { Inspector, PubSubSnapshot, ServerRole } from './contract.ts'

export async function openInspector({ url, namespace, report }: ConnectOptions): Promise<Inspector> {
  const client = await open(url, report)
  /** Matches the channels whose names begin with the namespace. */
  const ours = `${literally(namespace)}*`

  async function snapshot(): Promise<PubSubSnapshot> {
    // TODO 07.1: a snapshot of the subscriptions
    return todo('07.1')
  }

  async function role(): Promise<ServerRole> {
    // TODO 07.6: notice a demoted master
    return todo('07.6')
  }

  // By itself, node-redis would wait for a reply for ever.
  return { snapshot: () => inTime(snapshot()), role: () => inTime(role()), close: () => end(client) }
}
