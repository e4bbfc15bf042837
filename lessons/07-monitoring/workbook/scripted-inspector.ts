import type { CheckContext } from '#shared/checks/check-context.ts'
import { type Deferred, deferred } from '#shared/core/deferred.ts'
import type { Inspector, PubSubSnapshot } from '../contract.ts'

/** The channels of a snapshot and their subscribers. */
export type Channels = Readonly<Record<string, number>>

/** An inspector whose snapshots a check determines. */
export interface ScriptedInspector extends Pick<Inspector, 'snapshot'> {
  /** The channels of snapshots from now on. */
  channels: Channels
  patterns: number
  /** Makes snapshots reject. */
  fails: boolean
  /** Makes snapshots wait until {@link ScriptedInspector.release}. */
  holds: boolean
  /** The channels of the next snapshots, one item each. Later snapshots show `channels`, which is then the last item. */
  readonly next: Channels[]
  /** When `snapshot()` was last called, by `performance.now()`. */
  readonly askedAt: number
  /** How many snapshots were taken, how many of them have settled, and the most in flight at the same time. */
  readonly asked: number
  readonly answered: number
  readonly most: number
  /** Settles all snapshots that wait, each with the channels at the time of its call. */
  release(): void
}

/** The error of a failed snapshot. */
export const AWAY = new Error('the check: Redis is down')

/**
 * Creates a scripted inspector.
 *
 * @param nameOf Returns a channel's name in the snapshots. Default: the name unchanged.
 */
export function scriptedInspector(
  context: CheckContext,
  channels: Channels,
  patterns = 0,
  nameOf: (channel: string) => string = (channel) => channel,
): ScriptedInspector {
  const waiting: Deferred<void>[] = []
  const state = {
    channels,
    patterns,
    fails: false,
    holds: false,
    next: [] as Channels[],
    askedAt: 0,
    asked: 0,
    answered: 0,
    most: 0,
    release() {
      state.holds = false
      for (const one of waiting.splice(0)) one.resolve()
    },
    async snapshot(): Promise<PubSubSnapshot> {
      state.asked++
      state.askedAt = performance.now()
      state.channels = state.next.shift() ?? state.channels
      state.most = Math.max(state.most, state.asked - state.answered)
      const entries = Object.entries(state.channels).map(([name, count]): [string, number] => [
        nameOf(name),
        count,
      ])
      const shown = { channels: new Map(entries), patterns: state.patterns }
      const fails = state.fails
      if (state.holds) {
        const turn = deferred<void>()
        waiting.push(turn)
        await turn.promise
      }
      state.answered++
      if (fails) throw AWAY
      if (state.asked < 4) context.log(`a snapshot shows ${JSON.stringify(state.channels)}`)
      return shown
    },
  }
  return state
}
