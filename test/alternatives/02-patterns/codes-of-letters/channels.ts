// It replaces special characters with `=` and their codes, and parses names with one regular expression.
import type { Channels } from '../../../../lessons/02-patterns/contract.ts'
import type { ConnectOptions } from '../../../../shared/lesson/connect-options.ts'

const PART = '(?:[\\w-]|=[0-9a-f]+;)*'
const EVENT = new RegExp(`^(${PART}):(${PART})$`)
const ROOM = new RegExp(`^chat:room:(${PART})$`)

const write = (text: string) =>
  Array.from(text, (letter) =>
    /^[A-Za-z0-9_-]$/.test(letter) ? letter : `=${letter.codePointAt(0)!.toString(16)};`,
  ).join('')

function read(text: string): string | undefined {
  const back = text.replace(/=([0-9a-f]+);/g, (whole, code: string) => {
    const number = Number.parseInt(code, 16)
    return number <= 0x10ffff ? String.fromCodePoint(number) : whole
  })
  return write(back) === text ? back : undefined
}

class Names implements Channels {
  readonly #namespace: string

  constructor(namespace: string) {
    this.#namespace = namespace
  }

  get #asPattern(): string {
    return Array.from(this.#namespace, (mark) => (/\w/.test(mark) ? mark : `\\${mark}`)).join('')
  }

  event(resource: string, action: string): string {
    return `${this.#namespace}${write(resource)}:${write(action)}`
  }

  room(id: string): string {
    return `${this.#namespace}chat:room:${write(id)}`
  }

  eventsOf(resource: string): string {
    return `${this.#asPattern}${write(resource)}:*`
  }

  rooms(): string {
    return `${this.#asPattern}chat:room:*`
  }

  parse(channel: string): ReturnType<Channels['parse']> {
    if (!channel.startsWith(this.#namespace)) return undefined
    const name = channel.slice(this.#namespace.length)
    const id = ROOM.exec(name)?.[1]
    const [, resource, action] = EVENT.exec(name) ?? []
    if (id !== undefined) {
      const text = read(id)
      return text === undefined ? undefined : { kind: 'room', id: text }
    }
    if (resource === undefined || action === undefined) return undefined
    const [first, second] = [read(resource), read(action)]
    return first === undefined || second === undefined
      ? undefined
      : { kind: 'event', resource: first, action: second }
  }
}

export function channels({ namespace }: Pick<ConnectOptions, 'namespace'>): Channels {
  return new Names(namespace)
}
