import { io, type Socket } from 'socket.io-client'
import type { Acknowledgement, ClientEvents, RoomMessage, ServerEvents } from '../../contract.ts'
import { tokenFor } from './users.ts'

/** Milliseconds that a user waits for a connection or for an acknowledgement. */
const PATIENCE = 5_000

/** A simulated user with one browser tab. */
export class ChatUser {
  readonly name: string
  readonly #socket: Socket<ServerEvents, ClientEvents>

  private constructor(name: string, url: string) {
    this.name = name
    this.#socket = io(url, {
      auth: { token: tokenFor(name) },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: PATIENCE,
    })
  }

  /**
   * Connects a user to a server.
   *
   * @param url The address of the server, for example `http://127.0.0.1:50123`.
   * @param got Receives the text of each message, and the room of a room message.
   * @throws If the server rejects the connection.
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

  join(room: string): Promise<Acknowledgement> {
    return this.#ask('join_room', room)
  }

  leave(room: string): Promise<Acknowledgement> {
    return this.#ask('leave_room', room)
  }

  say(text: string): Promise<Acknowledgement> {
    return this.#ask('send_message', { text })
  }

  sayIn(room: string, text: string): Promise<Acknowledgement> {
    return this.#ask('send_room_message', { room, text })
  }

  /** Disconnects, as if the tab was closed. */
  disconnect(): void {
    this.#socket.disconnect()
  }

  /** @throws If no acknowledgement arrives in time. */
  async #ask(...[event, ...args]: [event: keyof ClientEvents, argument: unknown]): Promise<Acknowledgement> {
    // The types of events with an optional acknowledgement are too much for `emitWithAck`.
    const socket = this.#socket as unknown as Socket
    try {
      return (await socket.timeout(PATIENCE).emitWithAck(event, ...args)) as Acknowledgement
    } catch {
      throw new Error(`${this.name} received no acknowledgement of ${event}`)
    }
  }
}
