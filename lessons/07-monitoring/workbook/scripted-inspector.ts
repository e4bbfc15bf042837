import { type Deferred, deferred } from '../../../shared/checks/deferred.ts'
import type { Kit } from '../../../shared/checks/kit.ts'
import type { Inspector, PubSubSnapshot } from '../contract.ts'

/** The channels of a snapshot and their subscribers. */
export type Channels = Readonly<Record<string, number>>

/** An inspector that shows what a check wants. */
export interface ScriptedInspector extends Pick<Inspector, 'snapshot'> {
  /** What snapshots show from now on. */
  channels: Channels
  patterns: number
  /** Makes snapshots reject. */
  fails: boolean
  /** Lets snapshots wait until {@link ScriptedInspector.release}. */
  holds: boolean
  /** What the next snapshots show, one each; later ones show `channels`, which is the last of these by then. */
  readonly next: Channels[]
  /** When the last one was asked for, by `performance.now()`. */
  readonly askedAt: number
  /** How many were asked for, how many of them were answered, and the most at the same time. */
  readonly asked: number
  readonly answered: number
  readonly most: number
  /** Answers all that wait, with what was the case when they were asked for. */
  release(): void
}

/** The error of a snapshot that fails. */
export const AWAY = new Error('the check: Redis is down')

/**
 * Makes one.
 *
 * @param nameOf What a channel is called in the snapshots. Default: as it is.
 */
export function scriptedInspector(
  kit: Kit,
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
      if (state.asked < 4) kit.log(`a snapshot shows ${JSON.stringify(state.channels)}`)
      return shown
    },
  }
  return state
}
