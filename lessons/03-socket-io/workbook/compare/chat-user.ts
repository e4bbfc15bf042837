import { io, type Socket } from 'socket.io-client'
import type { Answer, ClientEvents, RoomMessage, ServerEvents } from '../../contract.ts'

/** Milliseconds that a user waits for a connection or for an answer. */
const PATIENCE = 5_000

/** Somebody with a browser, without the browser. */
export class ChatUser {
  readonly name: string
  readonly #socket: Socket<ServerEvents, ClientEvents>

  private constructor(name: string, url: string) {
    this.name = name
    this.#socket = io(url, {
      auth: { id: name, name },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: PATIENCE,
    })
  }

  /**
   * Connects a user to a server.
   *
   * @param url Where the server is, for example `http://127.0.0.1:50123`.
   * @param got Takes the text of each message, and the room it came to, if it came to one.
   * @throws When the server refuses.
   */
  static async connect(
    name: string,
    url: string,
    got: (text: string, room?: string) => void,
  ): Promise<ChatUser> {
    const user = new ChatUser(name, url)
    user.#socket.on('message', ({ text }) => got(text))
    user.#socket.on('room_message', ({ text, room }: RoomMessage) => got(text, room))
    await new Promise<void>((resolve, reject) => {
      user.#socket.once('connect', resolve)
      user.#socket.once('connect_error', reject)
    })
    return user
  }

  join(room: string): Promise<Answer> {
    return this.#ask('join_room', room)
  }

  leave(room: string): Promise<Answer> {
    return this.#ask('leave_room', room)
  }

  say(text: string): Promise<Answer> {
    return this.#ask('send_message', { text })
  }

  sayIn(room: string, text: string): Promise<Answer> {
    return this.#ask('send_room_message', { room, text })
  }

  /** Ends the connection, as closing the tab does. */
  disconnect(): void {
    this.#socket.disconnect()
  }

  /** @throws When no answer comes in time. */
  async #ask(...[event, ...args]: [event: keyof ClientEvents, argument: unknown]): Promise<Answer> {
    // The types of events with an optional acknowledgement are too much for `emitWithAck`.
    const socket = this.#socket as unknown as Socket
    try {
      return (await socket.timeout(PATIENCE).emitWithAck(event, ...args)) as Answer
    } catch {
      throw new Error(`${this.name} got no answer to ${event}`)
    }
  }
}
