import { type Connection, connect } from '../connection.ts'
import { plain, RespError } from '../resp.ts'
import type { RedisAddress } from '../url.ts'

/** How long a node may take to reply, in milliseconds. */
const REPLY_WITHIN = 2000

/** Between two looks at something that is waited for, in milliseconds: a look at a cluster takes six connections. */
const LOOK_EVERY = 20

/** Sends commands on one connection. An error reply is thrown. */
export type Ask = (...command: string[]) => Promise<unknown>

/**
 * Talks to one node on a connection of its own, which is closed afterwards.
 *
 * @param within Milliseconds for all of it.
 * @throws The error that Redis replied, or the connection's.
 */
export async function talk<T>(
  address: RedisAddress,
  work: (ask: Ask) => Promise<T>,
  within = REPLY_WITHIN,
): Promise<T> {
  const tooLong = new AbortController()
  const reason = new Error(`The node on port ${address.port} didn't reply within ${within / 1000} seconds.`)
  const timer = setTimeout(() => tooLong.abort(reason), within)
  let connection: Connection | undefined
  try {
    connection = await connect(address, { signal: tooLong.signal })
    const open = connection
    const ask: Ask = async (...command) => {
      const reply = await open.send(...command)
      if (reply instanceof RespError) throw reply
      return plain(reply)
    }
    const { username, password = username && '' } = address
    if (password !== undefined) await ask('AUTH', ...(username ? [username] : []), password)
    return await work(ask)
  } finally {
    clearTimeout(timer)
    connection?.close()
  }
}

/**
 * Tests a condition repeatedly until it holds.
 *
 * @param what What is waited for: the end of "waited in vain for".
 * @param look Resolves with undefined or false as long as the condition doesn't hold.
 * @throws After `within` milliseconds.
 */
export async function poll<T>(
  what: string,
  within: number,
  look: () => Promise<T | undefined | false>,
): Promise<T> {
  const until = performance.now() + within
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (performance.now() > until) throw new Error(`Waited ${within / 1000} seconds in vain for ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
  }
}
