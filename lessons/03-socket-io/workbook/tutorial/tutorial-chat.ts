import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClient } from 'redis'
import { Server, type Socket as ServerSocket } from 'socket.io'
import { io as connectTo, type Socket } from 'socket.io-client'
import type { PredictionContext } from '#shared/runner/predictions.ts'

/** The tutorial's channel names, with a unique prefix. */
export interface TutorialChannels {
  readonly broadcast: string
  readonly notifications: string
  room(id: unknown): string
}

export function tutorialChannels(context: PredictionContext): TutorialChannels {
  const mark = context.name('tutorial')
  return {
    broadcast: `${mark}:broadcast`,
    notifications: `${mark}:notifications`,
    room: (id) => `${mark}:room:${id}`,
  }
}

type Anything = Record<string, (...args: unknown[]) => void>

/** A running server of the tutorial. */
export interface TutorialServer {
  readonly url: string
  /** What the tutorial drops: the promises of its subscriptions to rooms. */
  readonly subscribing: readonly Promise<unknown>[]
}

/**
 * A server that does what the tutorial's example does, in other words. The one thing added is a listener for
 * errors, without which a lost connection ends the program.
 *
 * @param url Where Redis is. Default: the experiment's.
 */
export async function tutorialServer(
  context: PredictionContext,
  channels: TutorialChannels,
  url = context.url,
): Promise<TutorialServer> {
  const http = createServer()
  const io = new Server<Anything, Anything>(http, { serveClient: false })
  context.cleanup(() => io.close())
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const [publisher, subscriber] = await Promise.all([client(context, url), client(context, url)])

  const subscribing: Promise<unknown>[] = []

  await subscriber.subscribe(channels.broadcast, (message) => {
    io.emit('message', JSON.parse(message))
  })
  await subscriber.subscribe(channels.notifications, (message) => {
    const notification = JSON.parse(message) as { userId: string }
    io.to(`user-${notification.userId}`).emit('notification', notification)
  })
  io.on('connection', (socket: ServerSocket<Anything, Anything> & { userId?: string }) => {
    socket.on('send_message', (data) => {
      const { message } = data as { message: string }
      const text = JSON.stringify({ userId: socket.userId, message, timestamp: new Date() })
      void publisher.publish(channels.broadcast, text)
    })
    socket.on('join_room', (id) => {
      void socket.join(`room-${id}`)
      const subscribed = subscriber.subscribe(channels.room(id), (message) => {
        io.to(`room-${id}`).emit('room_message', JSON.parse(message))
      })
      subscribed.catch(() => {})
      subscribing.push(subscribed)
    })
  })
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, subscribing }
}

/** A connected client of the tutorial's library. */
export async function client(context: PredictionContext, url = context.url) {
  const one = createClient({ url })
  one.on('error', () => {})
  await one.connect()
  context.cleanup(() => one.isOpen && one.destroy())
  return one
}

/** A connected browser, and the events that it received. */
export interface Visitor {
  readonly socket: Socket<Anything, Anything>
  readonly got: readonly [event: string, value: unknown][]
}

/** Connects a browser to a server. */
export async function visitor(
  context: PredictionContext,
  { url }: Pick<TutorialServer, 'url'>,
): Promise<Visitor> {
  const socket: Visitor['socket'] = connectTo(url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  })
  context.cleanup(() => socket.disconnect())
  const got: [string, unknown][] = []
  socket.onAny((event: string, value: unknown) => got.push([event, value]))
  await context.until(() => socket.connected)
  return { socket, got }
}

/** Lets visitors join a room, and resolves when the tutorial's server is subscribed for each of them. */
export async function join(
  context: PredictionContext,
  { subscribing }: TutorialServer,
  visitors: readonly Visitor[],
  room: unknown,
): Promise<void> {
  const before = subscribing.length
  for (const { socket } of visitors) socket.emit('join_room', room)
  await context.until(() => subscribing.length === before + visitors.length)
  await Promise.all(subscribing)
}

/** How often a value came to each of the visitors. To be asked when something later has come. */
export function copiesOf(visitors: readonly Visitor[], value: unknown): number {
  return visitors.flatMap(({ got }) => got.filter(([, one]) => one === value)).length
}
