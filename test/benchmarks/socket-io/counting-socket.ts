import { WebSocket } from 'ws'

/**
 * A browser's end of Socket.IO that only counts. The real client would take more time than the servers, and hide
 * what is to be measured. The frames: 0 is Engine.IO's greeting, 40 connects, 42 is an event, 43 an answer, 2 and 3
 * are ping and pong.
 */
export class CountingSocket {
  readonly #socket: WebSocket
  readonly #arrived: () => void
  #answer: (() => void) | undefined

  private constructor(socket: WebSocket, arrived: () => void) {
    this.#socket = socket
    this.#arrived = arrived
  }

  /**
   * Connects.
   *
   * @param name The user's name.
   * @param arrived Is called for each event that arrives.
   */
  static async open(port: number, name: string, arrived: () => void): Promise<CountingSocket> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, {
      perMessageDeflate: false,
    })
    const one = new CountingSocket(socket, arrived)
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.on('message', (data) => {
        const frame = data.toString('latin1')
        if (frame.startsWith('42')) one.#arrived()
        else if (frame === '2') socket.send('3')
        else if (frame.startsWith('43')) one.#answer?.()
        else if (frame.startsWith('0')) socket.send(`40${JSON.stringify({ id: name, name })}`)
        else if (frame.startsWith('40')) resolve()
        else reject(new Error(`The server refuses: ${frame}`))
      })
    })
    return one
  }

  /** Joins a room; resolves with the acknowledgement. */
  join(room: string): Promise<void> {
    return new Promise((resolve) => {
      this.#answer = resolve
      this.#socket.send(`420${JSON.stringify(['join_room', room])}`)
    })
  }

  /** Sends a message to a room, and waits for nothing. */
  say(room: string, text: string): void {
    this.#socket.send(`42${JSON.stringify(['send_room_message', { room, text }])}`)
  }

  close(): void {
    this.#socket.terminate()
  }
}
